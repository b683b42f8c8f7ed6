"""Empty lines between what people write: one parts two paragraphs, each further one is a line of its own."""

MAX_LINES = 20  # a message of nothing but empty lines must not fill the screens of others


def gap(empty_lines: int) -> str:
    """The HTML between two blocks which so many empty lines part."""
    return "<br>" * min(empty_lines - 1, MAX_LINES)
