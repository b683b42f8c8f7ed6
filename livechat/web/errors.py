"""What the family of `ChatError` means over HTTP, for people's pages and for programs: one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from livechat.errors import ChatError, Forbidden, Invalid, LinkSpent, NotFound, RateLimited, Unavailable
from livechat.i18n.text import LazyText, lazy_gettext

KINDS: tuple[tuple[type[ChatError], int, LazyText], ...] = (
    (NotFound, 404, lazy_gettext("Not found")),
    (Forbidden, 403, lazy_gettext("Not possible")),
    (LinkSpent, 410, lazy_gettext("This link is spent")),  # before what it is as well
    (Invalid, 422, lazy_gettext("Not possible")),
    (RateLimited, 429, lazy_gettext("Too many requests")),
    (Unavailable, 503, lazy_gettext("Not possible just now")),
    (ChatError, 400, lazy_gettext("Not possible")),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as HTTP tells it; `field` is the input concerned, if one is."""

    status_code: int
    title: str
    detail: str
    field: str | None
    headers: Mapping[str, str]


def problem_of(error: ChatError) -> Problem:
    """The error's status, its words and the headers that belong to it."""
    status_code, title = next((status, title) for kind, status, title in KINDS if isinstance(error, kind))
    field = error.field if isinstance(error, Invalid) else None
    seconds = -(-error.retry_after_ms // 1_000) if isinstance(error, RateLimited) else None
    return Problem(status_code, str(title), str(error), field, {} if seconds is None else {"Retry-After": str(seconds)})
