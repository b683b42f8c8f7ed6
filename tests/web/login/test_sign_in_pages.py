import asyncio
import re

import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from tests.fakes import settle
from tests.people import PASSWORD
from tests.web.conftest import COOKIES, SESSION_COOKIE, browser_on, register, sign_in


def cookie_line(answer: httpx.Response, name: str = SESSION_COOKIE) -> str:
    return next(line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}="))


async def test_the_sign_in_page_shows_its_form(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/login")

    assert answer.status_code == 200
    for label in ("Email", "Password", "Remember me", "Log in"):
        assert f">{label}<" in answer.text
    assert 'href="/register"' in answer.text


async def test_the_registration_page_shows_its_form(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/register")

    assert answer.status_code == 200
    for label in ("Email", "Display name", "Password", "Create account"):
        assert f">{label}<" in answer.text
    assert 'href="/login"' in answer.text


async def test_who_registers_is_signed_in_in_the_lobby(browser: httpx.AsyncClient) -> None:
    answer = await register(browser)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await browser.get("/")).json() == {"person": 1}


async def test_what_was_typed_is_kept_but_not_the_password(browser: httpx.AsyncClient) -> None:
    answer = await register(browser, display_name='"><script>', password="hushhush")

    assert answer.status_code == 422
    assert "A password has at least 12 characters." in answer.text
    assert 'value="alice@example.org"' in answer.text
    assert 'value="&#34;&gt;&lt;script&gt;"' in answer.text
    assert "hushhush" not in answer.text


async def test_a_taken_email_is_told_on_the_form(browser: httpx.AsyncClient, site: FastAPI) -> None:
    await register(browser)
    async with browser_on(site) as another:
        answer = await register(another)
    assert answer.status_code == 422
    assert "has an account already" in answer.text
    assert SESSION_COOKIE not in another.cookies


async def test_signing_in_without_remember_me_lasts_as_long_as_the_browser(browser: httpx.AsyncClient) -> None:
    await register(browser)
    await browser.post("/logout")

    line = cookie_line(await sign_in(browser))

    assert "HttpOnly" in line
    assert "SameSite=lax" in line
    assert "Max-Age" not in line
    assert "expires" not in line.lower()


async def test_remember_me_lasts_sixty_days(browser: httpx.AsyncClient) -> None:
    await register(browser)
    await browser.post("/logout")

    assert "Max-Age=5184000" in cookie_line(await sign_in(browser, remember="yes"))


async def test_each_page_renews_the_sixty_days(browser: httpx.AsyncClient) -> None:
    await register(browser)
    await sign_in(browser, remember="yes")
    assert "Max-Age=5184000" in cookie_line(await browser.get("/"))


async def test_under_tls_the_cookie_travels_under_tls_only(site: FastAPI) -> None:
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="https://chat.test") as browser:
        answer = await register(browser)
    assert "Secure" in cookie_line(answer, COOKIES.session_name(is_secure=True))
    assert "Secure" in cookie_line(answer, COOKIES.device_name(is_secure=True))


async def test_a_wrong_password_is_told_on_the_form(browser: httpx.AsyncClient, site: FastAPI) -> None:
    await register(browser)
    async with browser_on(site) as another:
        answer = await sign_in(another, password="not the password")

        assert answer.status_code == 422
        assert "Email or password is wrong." in answer.text
        assert 'value="alice@example.org"' in answer.text
        assert SESSION_COOKIE not in another.cookies


async def test_a_known_and_an_unknown_email_get_the_same_bytes(browser: httpx.AsyncClient, site: FastAPI) -> None:
    await register(browser, "alice")
    async with browser_on(site) as another:
        known = await sign_in(another, "alice", password="wrong")
        unknown = await sign_in(another, "carol", password="wrong")
    assert known.text.replace("alice@", "carol@") == unknown.text
    assert known.status_code == unknown.status_code
    assert known.headers == unknown.headers


async def test_too_many_tries_are_told_on_the_form(browser: httpx.AsyncClient) -> None:
    for _ in range(10):
        await sign_in(browser, "nobody")
    answer = await sign_in(browser, "nobody")
    assert answer.status_code == 429
    assert "Too many attempts. Try again in 60 s." in answer.text


async def test_who_is_signed_in_does_not_see_the_login_pages_again(browser: httpx.AsyncClient) -> None:
    await register(browser)
    for path in ("/login", "/register"):
        answer = await browser.get(path, params={"next": "/rooms/quay"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/rooms/quay")


async def test_signing_out_forgets_the_cookie_and_ends_the_session(browser: httpx.AsyncClient) -> None:
    await register(browser)
    secret = browser.cookies[SESSION_COOKIE]

    answer = await browser.post("/logout")

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert "Max-Age=0" in cookie_line(answer)
    replayed = await browser.get("/", headers={"cookie": f"{SESSION_COOKIE}={secret}"})
    assert replayed.headers["location"] == "/login?ended=ended"


async def test_signing_out_without_a_session_is_no_error(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/logout")).status_code == 303


async def test_signing_out_twice_at_once_is_no_error(browser: httpx.AsyncClient, chat: Chat) -> None:
    await register(browser)
    await browser.get("/")

    async with chat.db.write():  # both have found the session when the first may end it
        leaving = [asyncio.create_task(browser.post("/logout")) for _ in range(2)]
        await settle()
    answers = await asyncio.gather(*leaving)

    assert [answer.headers.get("location") for answer in answers] == ["/login"] * 2


async def test_a_planted_cookie_is_not_what_one_is_signed_in_with(browser: httpx.AsyncClient) -> None:
    planted = "A" * 43
    browser.cookies.set(SESSION_COOKIE, planted, domain="chat.test")

    answer = await register(browser)

    assert f"{SESSION_COOKIE}={planted}" not in cookie_line(answer)
    replayed = await browser.get("/", headers={"cookie": f"{SESSION_COOKIE}={planted}"})
    assert replayed.status_code == 303


async def test_another_sign_in_ends_the_session_that_the_browser_had(browser: httpx.AsyncClient, chat: Chat) -> None:
    await register(browser)
    before = browser.cookies[SESSION_COOKIE]

    await sign_in(browser)

    assert browser.cookies[SESSION_COOKIE] != before
    assert await chat.accounts.sessions.find(before) is None


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", b"email=alice%40example.org&password=correct+horse+battery"),
        ("application/json", b'{"email":"alice@example.org"}'),
        ("application/x-www-form-urlencoded", b"email=\xff\xfe"),
        ("application/x-www-form-urlencoded", b"password=" + b"x" * 20_000),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=x" % number for number in range(50))),
    ],
)
async def test_what_the_form_does_not_send_is_refused(
    browser: httpx.AsyncClient, content_type: str, body: bytes
) -> None:
    await register(browser)
    answer = await browser.post("/login", content=body, headers={"content-type": content_type})
    assert answer.status_code == 422
    assert SESSION_COOKIE not in answer.headers.get("set-cookie", "")


async def test_a_closed_server_shows_no_registration_form(browser: httpx.AsyncClient, chat: Chat) -> None:
    chat.settings.registration = "invite"
    page = await browser.get("/register")
    assert "by invitation" in page.text
    assert "Create account" not in page.text
    assert (await register(browser)).status_code == 403


async def test_the_page_says_why_one_has_come(browser: httpx.AsyncClient) -> None:
    assert "You were signed out." in (await browser.get("/login?ended=ended")).text
    assert "password was changed" in (await browser.get("/login?ended=password")).text
    assert "role=" not in (await browser.get("/login?ended=%3Cscript%3E")).text


async def test_the_login_pages_name_nobody(browser: httpx.AsyncClient, site: FastAPI) -> None:
    await register(browser, "alice")
    async with browser_on(site) as stranger:
        for path in ("/login", "/register", "/health"):
            assert not re.search("alice", (await stranger.get(path)).text, re.IGNORECASE)


async def test_a_password_is_compared_as_typed(browser: httpx.AsyncClient) -> None:
    await register(browser, password=f" {PASSWORD} ")
    assert (await sign_in(browser, password=f" {PASSWORD} ")).status_code == 303
    assert (await sign_in(browser)).status_code == 422
