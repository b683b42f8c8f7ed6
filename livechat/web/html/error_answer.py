"""A `ChatError` as an answer: a page with its sentence for people, problem JSON for programs."""

import htpy as h
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from livechat.errors import ChatError, LinkSpent
from livechat.i18n.text import gettext as _
from livechat.web.errors import Problem, problem_of
from livechat.web.html.layout import document, notice

FOR_PROGRAMS = "/api/"


def answer_to(error: ChatError, scope: Scope) -> Response:
    """A page with the error's sentence and a way on; for programs a problem by RFC 9457."""
    problem = problem_of(error)
    answer = _problem_json(problem) if scope["path"].startswith(FOR_PROGRAMS) else _page(error, problem)
    answer.headers.update(problem.headers)
    return answer


def _page(error: ChatError, problem: Problem) -> Response:
    is_spent = isinstance(error, LinkSpent)
    path, words = ("/login", _("Go to the sign-in page")) if is_spent else ("/", _("Back to the rooms"))
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
