"""Text fields with a label that is their accessible name, and room for a sentence below."""

from nicegui import ui


def text_field(label: str, value: str = "") -> ui.input:
    """One line."""
    field = ui.input(label, value=value).props("outlined dense").classes("field")
    field.props["aria-label"] = label
    return field


def text_area(label: str, value: str = "") -> ui.textarea:
    """Several lines; it grows with them."""
    field = ui.textarea(label, value=value).props("outlined autogrow").classes("field")
    field.props["aria-label"] = label
    return field


def text_in(field: ui.input | ui.textarea) -> str:
    """What was typed. Nothing keeps a browser from saying that it was no text."""
    return field.value if isinstance(field.value, str) else ""
