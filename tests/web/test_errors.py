import json
from collections.abc import Iterator

import pytest

from livechat.errors import (
    ChatError,
    DatabaseRefused,
    Forbidden,
    Invalid,
    LinkSpent,
    NotFound,
    RateLimited,
    Trouble,
    Unavailable,
)
from livechat.i18n.text import lazy_gettext
from livechat.web.errors import problem_of
from livechat.web.html.error_answer import answer_to

FAMILY = [
    (NotFound(), 404),
    (Forbidden(), 403),
    (LinkSpent(), 410),
    (Invalid("email", lazy_gettext("That is not an email address.")), 422),
    (RateLimited(1_500), 429),
    (Unavailable(), 503),
    (DatabaseRefused(Trouble.DISK_FULL), 503),
]


def subclasses(kind: type[ChatError]) -> Iterator[type[ChatError]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


@pytest.mark.parametrize(("error", "status_code"), FAMILY, ids=lambda value: type(value).__name__)
def test_each_error_has_a_status_and_keeps_its_sentence(error: ChatError, status_code: int) -> None:
    problem = problem_of(error)

    assert (problem.status_code, problem.detail) == (status_code, str(error))
    assert problem.title


def test_the_whole_family_is_known() -> None:
    assert {type(error) for error, _ in FAMILY} == set(subclasses(ChatError))


def test_a_wait_is_told_in_whole_seconds_and_never_too_short() -> None:
    assert problem_of(RateLimited(1)).headers == {"Retry-After": "1"}
    assert problem_of(RateLimited(1_500)).headers == {"Retry-After": "2"}
    assert problem_of(Unavailable()).headers == {}


def test_programs_get_a_problem_that_names_the_field() -> None:
    answer = answer_to(Invalid("email", lazy_gettext("That is not an email address.")), {"path": "/api/v1/accounts"})

    assert answer.media_type == "application/problem+json"
    assert json.loads(bytes(answer.body)) == {
        "title": "Not possible",
        "status": 422,
        "detail": "That is not an email address.",
        "field": "email",
    }


def test_programs_are_told_when_to_come_again() -> None:
    answer = answer_to(RateLimited(3_000), {"path": "/api/v1/messages"})

    assert answer.headers["retry-after"] == "3"
    assert "field" not in json.loads(bytes(answer.body))


def test_people_get_a_page_whose_text_is_escaped() -> None:
    answer = answer_to(NotFound(lazy_gettext("There is no <b>room</b>.")), {"path": "/admin"})

    assert answer.media_type == "text/html"
    assert b"There is no &lt;b&gt;room&lt;/b&gt;." in bytes(answer.body)
