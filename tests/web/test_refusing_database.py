"""While the database refuses, every plain route says so in a sentence, and the log shows no bug."""

import logging
import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import Unavailable
from livechat.events import SESSIONS, SessionEnded
from livechat.look.stylesheet import STYLESHEET_URL
from livechat.web.application import plain_routes
from livechat.web.html.layout import STYLESHEET_PATH
from tests.people import PASSWORD
from tests.refusing_database import refusing_database
from tests.web.conftest import SESSION_COOKIE, browser_on, register, sign_in

NEW_PASSWORD = "a brand new secret"
FIELDS = {
    "email": "bob@example.org",
    "display_name": "Bob",
    "password": PASSWORD,
    "current_password": PASSWORD,
    "new_password": NEW_PASSWORD,
}
ASKS_NO_DATABASE = {"/login", "/register", "/health", "/favicon.ico", STYLESHEET_PATH, STYLESHEET_URL}  # when looked at


def plain_requests() -> list[tuple[str, str]]:
    """The method and the path of a request to each plain route."""
    chat = Chat(Settings(_env_file=None))
    routes = [(method, route.path) for route in plain_routes(chat) for method in (route.methods or set()) - {"HEAD"}]
    chat.accounts.close()
    return sorted((method, re.sub(r"\{[^}]+\}", "1", path)) for method, path in routes)


EACH_ROUTE = pytest.mark.parametrize(("method", "path"), plain_requests())


async def ask(browser: httpx.AsyncClient, method: str, path: str) -> httpx.Response:
    return await browser.request(method, path, data=FIELDS if method == "POST" else None)


def assert_it_says_so(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert str(Unavailable()) in answer.text
    assert PASSWORD not in answer.text
    assert NEW_PASSWORD not in answer.text


@pytest.fixture(autouse=True)
def only_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [record for record in caplog.records if record.levelno > logging.WARNING or record.exc_info]


@EACH_ROUTE
async def test_who_has_a_session_that_cannot_be_looked_up_is_told(
    browser: httpx.AsyncClient, chat: Chat, method: str, path: str
) -> None:
    await register(browser)
    async with refusing_database(chat):
        assert_it_says_so(await ask(browser, method, path))
    assert (await browser.get("/")).json() == {"person": 1}


@EACH_ROUTE
async def test_who_is_known_to_be_signed_in_is_told_wherever_the_database_is_needed(
    browser: httpx.AsyncClient, chat: Chat, method: str, path: str
) -> None:
    await register(browser)
    await browser.get("/")
    async with refusing_database(chat):
        answer = await ask(browser, method, path)
    if (method == "GET" and path in ASKS_NO_DATABASE) or path == "/logout":
        assert answer.status_code in (200, 303)
    else:
        assert_it_says_so(answer)


async def test_a_stranger_keeps_what_was_typed(site: FastAPI, chat: Chat) -> None:
    async with browser_on(site) as stranger, refusing_database(chat):
        assert (await stranger.get("/login")).status_code == 200
        for answer in (await sign_in(stranger, "bob"), await register(stranger, "bob")):
            assert_it_says_so(answer)
            assert 'value="bob@example.org"' in answer.text


async def test_one_signs_out_while_the_database_refuses(browser: httpx.AsyncClient, site: FastAPI, chat: Chat) -> None:
    await register(browser)
    secret = browser.cookies[SESSION_COOKIE]
    await browser.get("/")
    async with refusing_database(chat):
        with chat.bus.subscribe(SESSIONS) as told:
            answer = await browser.post("/logout")
            assert [event.user_id for event in told.waiting() if isinstance(event, SessionEnded)] == [1]
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert SESSION_COOKIE not in browser.cookies

    async with browser_on(site) as thief:
        thief.cookies.set(SESSION_COOKIE, secret)
        assert (await thief.get("/")).status_code == 303
