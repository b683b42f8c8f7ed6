"""What a room may be called: each function cleans what was typed or raises Invalid."""

from livechat.errors import Invalid
from livechat.text import is_blank, one_line

NAME_MAX_CHARACTERS = 80
DESCRIPTION_MAX_CHARACTERS = 500


def clean_name(name: str) -> str:
    """A room's name on one line. Raises Invalid when it is empty or too long."""
    name = one_line(name)
    if is_blank(name):
        raise Invalid("name", "Give the room a name.")
    if len(name) > NAME_MAX_CHARACTERS:
        raise Invalid("name", f"A room's name has at most {NAME_MAX_CHARACTERS} characters.")
    return name


def clean_description(description: str) -> str:
    """A description on one line. Raises Invalid when it is too long."""
    description = one_line(description)
    if len(description) > DESCRIPTION_MAX_CHARACTERS:
        raise Invalid("description", f"A description has at most {DESCRIPTION_MAX_CHARACTERS} characters.")
    return description
