"""Reads what a plain form sends, and no more than a form can hold."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from livechat.errors import Invalid
from livechat.i18n.text import lazy_gettext

MAX_BYTES = 16_384
MAX_FIELDS = 20

NOT_THE_FORM = lazy_gettext("This is not what the form sends.")
TOO_MUCH = lazy_gettext("That is too much text for this form.")


class FormData(dict[str, str]):
    """What was typed, by the fields' names; what was not sent is empty."""

    def __missing__(self, name: str) -> str:
        return ""


async def read_form(request: Request) -> FormData:
    """The fields by their names, the last of each. Raises Invalid."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Invalid("form", NOT_THE_FORM)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Invalid("form", TOO_MUCH)
    try:
        return FormData(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        raise Invalid("form", NOT_THE_FORM) from None
