"""What people may call themselves: each function cleans what was typed or raises Invalid."""

from email_validator import EmailNotValidError, validate_email

from livechat.errors import Invalid
from livechat.i18n.text import lazy_gettext
from livechat.text import is_blank, one_line, without_hidden

EMAIL_MAX_CHARACTERS = 254
DISPLAY_NAME_MAX_CHARACTERS = 50
ABOUT_MAX_CHARACTERS = 500

NO_EMAIL = lazy_gettext("That is not an email address.")
NAME_TOO_LONG = lazy_gettext("A name has at most {most} characters.", most=DISPLAY_NAME_MAX_CHARACTERS)
ABOUT_TOO_LONG = lazy_gettext("This has at most {most} characters.", most=ABOUT_MAX_CHARACTERS)

_PUBLIC = ".com"  # put behind the address while it is checked: `local` or `test` would be refused at the end


def clean_email(email: str) -> str:
    """An address as accounts are known by it; `ann@office.local` is fine. Raises Invalid."""
    if len(email) > EMAIL_MAX_CHARACTERS:
        raise Invalid("email", NO_EMAIL)
    try:
        checked = validate_email(email.strip() + _PUBLIC, check_deliverability=False)
    except EmailNotValidError:
        raise Invalid("email", NO_EMAIL) from None
    return folded_email(checked.normalized.removesuffix(_PUBLIC))


def folded_email(email: str) -> str:
    """The same for every way to write capitals, without judging it."""
    return email.strip().casefold()[:EMAIL_MAX_CHARACTERS]


def clean_display_name(name: str) -> str:
    """A name on one line, without characters that hide or turn text around. Raises Invalid."""
    name = one_line(name)
    if is_blank(name):
        raise Invalid("display_name", lazy_gettext("Tell the others your name."))
    if len(name) > DISPLAY_NAME_MAX_CHARACTERS:
        raise Invalid("display_name", NAME_TOO_LONG)
    return name


def clean_about(about: str) -> str:
    """Some words about oneself. Raises Invalid."""
    about = without_hidden(about)
    if len(about) > ABOUT_MAX_CHARACTERS:
        raise Invalid("about", ABOUT_TOO_LONG)
    return about
