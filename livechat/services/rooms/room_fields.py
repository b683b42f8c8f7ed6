"""What a room may be called: each function cleans what was typed or raises Invalid."""

from livechat.errors import Invalid
from livechat.i18n.text import lazy_gettext
from livechat.text import is_blank, one_line

NAME_MAX_CHARACTERS = 80
DESCRIPTION_MAX_CHARACTERS = 500

NAME_TOO_LONG = lazy_gettext("A room's name has at most {most} characters.", most=NAME_MAX_CHARACTERS)
DESCRIPTION_TOO_LONG = lazy_gettext("A description has at most {most} characters.", most=DESCRIPTION_MAX_CHARACTERS)


def clean_name(name: str) -> str:
    """A room's name on one line. Raises Invalid when it is empty or too long."""
    name = one_line(name)
    if is_blank(name):
        raise Invalid("name", lazy_gettext("Give the room a name."))
    if len(name) > NAME_MAX_CHARACTERS:
        raise Invalid("name", NAME_TOO_LONG)
    return name


def clean_description(description: str) -> str:
    """A description on one line. Raises Invalid when it is too long."""
    description = one_line(description)
    if len(description) > DESCRIPTION_MAX_CHARACTERS:
        raise Invalid("description", DESCRIPTION_TOO_LONG)
    return description
