"""Text fields with a label that is their accessible name, and room for a sentence below."""

from nicegui import ui

# Far more than any rule allows, so that who writes too much is told so by the rule and loses nothing silently; and so
# little that an event says all of it, whatever it is: one that is too large would be dropped, and the old text saved.
MAX_CHARACTERS = 2_000


def text_field(label: str, value: str = "") -> ui.input:
    """One line."""
    field = ui.input(label, value=value).props("outlined dense").classes("field")
    field.props.update({"aria-label": label, "maxlength": MAX_CHARACTERS})
    return field


def text_area(label: str, value: str = "") -> ui.textarea:
    """Several lines; it grows with them."""
    field = ui.textarea(label, value=value).props("outlined autogrow").classes("field")
    field.props.update({"aria-label": label, "maxlength": MAX_CHARACTERS})
    return field


def text_in(field: ui.input | ui.textarea) -> str:
    """What was typed. Nothing keeps a browser from saying that it was no text."""
    return field.value if isinstance(field.value, str) else ""
