import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.ids import UserId
from tests.web.conftest import SESSION_COOKIE, browser_on, register


@pytest.mark.parametrize("path", ["/", "/rooms/quay", "/profile", "/profile/security", "/admin", "/loginx", "/people"])
async def test_without_a_session_a_page_leads_to_the_sign_in_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/api/v1/rooms", "/_nicegui/client/x/upload/1", "/_nicegui_ws/socket.io/?transport=polling"]
)
async def test_without_a_session_everything_else_is_refused(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 401
    assert (await browser.post(path)).status_code == 401


async def test_a_part_of_a_page_is_refused_and_not_redirected(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/files/1/cat.png", headers={"Sec-Fetch-Dest": "image"})
    assert answer.status_code == 401


async def test_a_form_without_a_session_is_refused(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/profile/security/email", data={"email": "x@example.org"})).status_code == 401


@pytest.mark.parametrize("secret", ["x", "A" * 43, "A" * 5_000, "é", "a b", "../../etc/passwd", "\x00"])
async def test_an_invented_secret_is_no_session(browser: httpx.AsyncClient, secret: str) -> None:
    cookie = f"{SESSION_COOKIE}={secret}".encode()
    answer = await browser.get("/", headers={b"cookie": cookie})
    assert answer.status_code == 303


async def test_the_request_knows_whose_it_is(browser: httpx.AsyncClient, site: FastAPI) -> None:
    await register(browser, "alice")
    async with browser_on(site) as other:
        await register(other, "bob")
        assert (await other.get("/rooms/quay")).json() == {"person": 2}
    assert (await browser.get("/rooms/quay")).json() == {"person": 1}


async def test_a_stale_cookie_is_forgotten_at_the_sign_in_page(browser: httpx.AsyncClient) -> None:
    browser.cookies.set(SESSION_COOKIE, "A" * 43, domain="chat.test")
    answer = await browser.get("/login")
    assert f'{SESSION_COOKIE}=""' in answer.headers["set-cookie"]


async def test_nobody_uploads_to_a_page_that_is_not_theirs(browser: httpx.AsyncClient) -> None:
    await register(browser)
    answer = await browser.post("/_nicegui/client/00000000-0000-0000-0000-000000000000/upload/1")
    assert answer.status_code == 401


async def test_a_session_counts_as_used_by_its_requests(browser: httpx.AsyncClient, site: FastAPI, chat: Chat) -> None:
    await register(browser)
    before = (await chat.accounts.sessions.list_for(UserId(1)))[0].last_used_at
    await chat.clock.advance(90)  # type: ignore[attr-defined]

    await browser.get("/")

    assert (await chat.accounts.sessions.list_for(UserId(1)))[0].last_used_at > before
