"""What the family of `ChatError` means over HTTP, for people's pages and for programs: one table."""

from collections.abc import Mapping
from dataclasses import dataclass

import htpy as h
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from livechat.errors import ChatError, Forbidden, Invalid, LinkSpent, NotFound, RateLimited, Unavailable
from livechat.web.html.layout import document, notice

FOR_PROGRAMS = "/api/"

KINDS: tuple[tuple[type[ChatError], int, str], ...] = (
    (NotFound, 404, "Not found"),
    (Forbidden, 403, "Not possible"),
    (LinkSpent, 410, "This link is spent"),  # before what it is as well
    (Invalid, 422, "Not possible"),
    (RateLimited, 429, "Too many requests"),
    (Unavailable, 503, "Not possible just now"),
    (ChatError, 400, "Not possible"),
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
    return Problem(status_code, title, str(error), field, {} if seconds is None else {"Retry-After": str(seconds)})


def answer_to(error: ChatError, scope: Scope) -> Response:
    """A page with the error's sentence and a way on; for programs a problem by RFC 9457."""
    problem = problem_of(error)
    answer = _problem_json(problem) if scope["path"].startswith(FOR_PROGRAMS) else _page(error, problem)
    answer.headers.update(problem.headers)
    return answer


def _page(error: ChatError, problem: Problem) -> Response:
    path, words = ("/login", "Go to the sign-in page") if isinstance(error, LinkSpent) else ("/", "Back to the rooms")
    return document(problem.title, notice(problem.detail), h.p[h.a(href=path)[words]], status_code=problem.status_code)


def _problem_json(problem: Problem) -> Response:
    members = {
        "title": problem.title,
        "status": problem.status_code,
        "detail": problem.detail,
        "field": problem.field,
    }
    told = {name: value for name, value in members.items() if value is not None}
    return JSONResponse(told, problem.status_code, media_type="application/problem+json")
