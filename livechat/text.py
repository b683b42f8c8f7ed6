"""What text has to be before it is kept."""


def strip_unstorable(text: str) -> str:
    """The text without NUL and without halves of characters, which neither SQLite nor UTF-8 can hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
