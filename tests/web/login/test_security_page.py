import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.preferences.choices import Enter
from tests.people import PASSWORD
from tests.web.conftest import SESSION_COOKIE, browser_on, register, sign_in

PAGE = "/profile/security"
NEW_PASSWORD = "a brand new secret"
CHANGE = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}


@pytest.fixture
async def laptop(browser: httpx.AsyncClient) -> httpx.AsyncClient:
    await register(browser)
    return browser


@pytest.fixture
async def phone(laptop: httpx.AsyncClient, site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Alice's other browser."""
    async with browser_on(site, address="192.0.2.77") as phone:
        await sign_in(phone)
        yield phone


async def test_the_page_lists_the_sessions_with_device_address_and_last_use(
    laptop: httpx.AsyncClient, phone: httpx.AsyncClient
) -> None:
    page = await laptop.get(PAGE)
    assert "in use now, here" in page.text
    assert "python-httpx, 192.0.2.77" in page.text
    assert "last used 24 November 2026" in page.text
    assert "&lt;" not in page.text
    assert page.text.count(">End<") == 1


async def test_ending_a_session_ends_that_one(laptop: httpx.AsyncClient, phone: httpx.AsyncClient) -> None:
    action = re.search(rf'action="({PAGE}/sessions/\d+/end)"', (await laptop.get(PAGE)).text)
    assert action is not None

    assert (await laptop.post(action[1])).headers["location"] == f"{PAGE}?done=session"

    assert (await phone.get("/")).headers["location"] == "/login?ended=ended"
    assert (await laptop.get("/")).status_code == 200


async def test_all_other_sessions_end_together(laptop: httpx.AsyncClient, phone: httpx.AsyncClient) -> None:
    await laptop.post(f"{PAGE}/sessions/end-others")
    assert (await phone.get("/")).status_code == 303
    assert (await laptop.get("/")).status_code == 200


async def test_a_session_of_somebody_else_is_not_there(laptop: httpx.AsyncClient, site: FastAPI) -> None:
    async with browser_on(site) as bob:
        await register(bob, "bob")
        answer = await bob.post(f"{PAGE}/sessions/1/end")
        assert "There is nothing here" in answer.text
    assert (await laptop.get("/")).status_code == 200


async def test_a_password_change_moves_this_browser_to_a_new_session(
    laptop: httpx.AsyncClient, phone: httpx.AsyncClient
) -> None:
    before = laptop.cookies[SESSION_COOKIE]

    answer = await laptop.post(f"{PAGE}/password", data=CHANGE)

    assert answer.headers["location"] == f"{PAGE}?done=password"
    assert (await laptop.get(PAGE)).status_code == 200
    assert laptop.cookies[SESSION_COOKIE] != before
    assert (await phone.get("/")).headers["location"] == "/login?ended=ended"
    replayed = await phone.get("/", headers={"cookie": f"{SESSION_COOKIE}={before}"})
    assert replayed.status_code == 303


async def test_a_password_change_keeps_remember_me(laptop: httpx.AsyncClient) -> None:
    await sign_in(laptop, remember="yes")
    answer = await laptop.post(f"{PAGE}/password", data=CHANGE)
    assert "Max-Age=5184000" in answer.headers["set-cookie"]


async def test_a_password_change_leaves_the_device_as_it_was(laptop: httpx.AsyncClient, chat: Chat) -> None:
    secret = laptop.cookies[SESSION_COOKIE]
    before = await chat.accounts.sessions.find(secret)
    assert before is not None
    await chat.devices.choose_enter(before.user_id, before.id, Enter.BREAKS_LINE)

    await laptop.post(f"{PAGE}/password", data=CHANGE)

    assert laptop.cookies[SESSION_COOKIE] != secret
    after = await chat.accounts.sessions.find(laptop.cookies[SESSION_COOKIE])
    assert after is not None
    assert after.preferences.enter is Enter.BREAKS_LINE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"current_password": "wrong"}, "not your current password"),
        ({"new_password": "short"}, "at least 12 characters"),
    ],
)
async def test_a_refused_password_change_says_why(
    laptop: httpx.AsyncClient, change: dict[str, str], sentence: str
) -> None:
    answer = await laptop.post(f"{PAGE}/password", data=CHANGE | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (await sign_in(laptop)).status_code == 303


async def test_a_new_email_needs_the_password(laptop: httpx.AsyncClient) -> None:
    refused = await laptop.post(f"{PAGE}/email", data={"email": "a@home.example", "password": "wrong"})
    assert refused.status_code == 422
    assert 'value="a@home.example"' in refused.text

    changed = await laptop.post(f"{PAGE}/email", data={"email": "a@home.example", "password": PASSWORD})
    assert changed.headers["location"] == f"{PAGE}?done=email"
    assert 'value="a@home.example"' in (await laptop.get(PAGE)).text
