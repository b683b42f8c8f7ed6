"""Two servers on one host, HTTPS and HTTP on one name, and the cookie of former versions."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.web.login.cookies import DEVICE, SESSION, Cookies
from tests.people import PASSWORD
from tests.settings import settings_in
from tests.web.conftest import COOKIES, ORIGIN, SESSION_COOKIE, browser_on, register, sign_in, site_of

ANOTHER = "http://chat.test:8081"


@pytest.fixture
async def two_servers(site: FastAPI, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that also knows a second server, on another port of the same host."""
    (tmp_path / "another").mkdir()
    async with Chat(settings_in(tmp_path / "another", secret="of another server")).running() as chat:
        first, second = httpx.ASGITransport(site), httpx.ASGITransport(site_of(chat))
        hooks = {"request": [_send_own_origin]}
        async with httpx.AsyncClient(
            transport=first, mounts={ANOTHER: second}, base_url=ORIGIN, event_hooks=hooks
        ) as browser:
            yield browser


async def _send_own_origin(request: httpx.Request) -> None:
    request.headers["Origin"] = f"{request.url.scheme}://{request.url.netloc.decode()}"


async def register_there(browser: httpx.AsyncClient, name: str) -> None:
    data = {"email": f"{name}@example.org", "display_name": name, "password": PASSWORD}
    assert (await browser.post(f"{ANOTHER}/register", data=data)).status_code == 303


async def test_two_servers_on_one_host_leave_each_others_sessions_alone(two_servers: httpx.AsyncClient) -> None:
    await register_there(two_servers, "bob")
    await register_there(two_servers, "alice")
    await register(two_servers)
    assert (await two_servers.get("/")).json() == {"person": 1}
    assert (await two_servers.get(f"{ANOTHER}/")).json() == {"person": 2}

    await two_servers.post("/logout")
    await two_servers.get("/login")

    assert (await two_servers.get(f"{ANOTHER}/")).json() == {"person": 2}


async def test_the_names_are_those_of_the_data_directory() -> None:
    assert COOKIES.session_name(is_secure=True) == Cookies("of tests only").session_name(is_secure=True)
    assert COOKIES.session_name(is_secure=True) != Cookies("of another server").session_name(is_secure=True)


async def test_after_https_one_can_log_in_over_http_and_back(site: FastAPI) -> None:
    async with AsyncExitStack() as stack:
        transport = httpx.ASGITransport(site)
        https = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="https://chat.test"))
        http = await stack.enter_async_context(browser_on(site))
        over_https, over_http = await register(https), await sign_in(http)

    names = [{line.partition("=")[0] for line in lines} for lines in map(_set_cookies, (over_https, over_http))]
    assert len(names[0]) == len(names[1]) == 2
    assert not names[0] & names[1]  # no browser lets HTTP replace what HTTPS has set
    assert all(name.startswith("__Host-") for name in names[0])
    assert all("Secure" in line and "Path=/" in line and "Domain" not in line for line in _set_cookies(over_https))
    assert not any("Secure" in line for line in _set_cookies(over_http))


async def with_former_names(browser: httpx.AsyncClient) -> str:
    """The same session as a former version has left it; its secret."""
    secret, device = browser.cookies[SESSION_COOKIE], browser.cookies[COOKIES.device_name(is_secure=False)]
    browser.cookies.clear()
    browser.cookies.set(SESSION, secret, domain="chat.test")
    browser.cookies.set(DEVICE, device, domain="chat.test")
    return secret


@pytest.mark.parametrize(("remember", "kept_seconds"), [("", ""), ("yes", "Max-Age=5184000")])
async def test_sessions_of_former_versions_go_on_under_the_new_name(
    browser: httpx.AsyncClient, remember: str, kept_seconds: str
) -> None:
    await register(browser)
    await sign_in(browser, remember=remember)
    secret = await with_former_names(browser)

    answer = await browser.get("/")

    assert answer.json() == {"person": 1}
    assert browser.cookies.get(SESSION_COOKIE) == secret
    assert browser.cookies.get(SESSION) is None
    assert (await browser.get("/")).json() == {"person": 1}
    moved = next(line for line in _set_cookies(answer) if line.startswith(SESSION_COOKIE))
    assert ("Max-Age" in moved) is bool(kept_seconds)
    assert kept_seconds in moved


async def test_a_session_of_a_former_version_can_be_ended(browser: httpx.AsyncClient, chat: Chat) -> None:
    await register(browser)
    secret = await with_former_names(browser)

    await browser.post("/logout")

    assert browser.cookies.get(SESSION) is None
    assert await chat.accounts.sessions.find(secret) is None


async def test_a_former_cookie_of_another_server_is_left_alone(two_servers: httpx.AsyncClient) -> None:
    await register(two_servers)
    secret = await with_former_names(two_servers)

    assert (await two_servers.get(f"{ANOTHER}/")).headers["location"] == "/login"
    await two_servers.get(f"{ANOTHER}/login")
    await two_servers.post(f"{ANOTHER}/logout")
    await register_there(two_servers, "bob")

    assert two_servers.cookies.get(SESSION) == secret
    assert (await two_servers.get("/")).json() == {"person": 1}


async def test_a_browser_of_a_former_version_is_known_again(browser: httpx.AsyncClient) -> None:
    await register(browser)
    device = browser.cookies[COOKIES.device_name(is_secure=False)]
    await with_former_names(browser)
    await browser.post("/logout")

    await sign_in(browser)

    assert browser.cookies[COOKIES.device_name(is_secure=False)] == device


def _set_cookies(answer: httpx.Response) -> list[str]:
    return answer.headers.get_list("set-cookie")
