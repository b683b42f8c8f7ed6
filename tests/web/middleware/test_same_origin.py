import httpx
import pytest
from fastapi import FastAPI

from livechat.web.middleware.same_origin import is_same_origin
from tests.people import PASSWORD
from tests.web.conftest import SESSION_COOKIE, browser_on, register

FOREIGN = [
    "http://evil.example",
    "null",
    "http://chat.test.evil.example",
    "http://chat.test:81",
    "https://chat.test",
    "",
]
FORMS = {
    "/login": {"email": "alice@example.org", "password": PASSWORD},
    "/register": {"email": "bob@example.org", "display_name": "Bob", "password": PASSWORD},
    "/logout": {},
    "/profile/security/password": {"current_password": PASSWORD, "new_password": "a brand new secret"},
    "/admin/people/1/deactivate": {},
    "/rooms/anything": {},
}


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", FORMS)
async def test_no_form_is_sent_from_elsewhere(browser: httpx.AsyncClient, path: str, origin: str) -> None:
    await register(browser)

    answer = await browser.post(path, data=FORMS[path], headers={"Origin": origin})

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "from another site" in answer.text
    assert "has to set LIVECHAT_PUBLIC_URL" in answer.text
    assert (await browser.get("/")).json() == {"person": 1}


@pytest.mark.parametrize("site_header", ["cross-site", "same-site"])
async def test_without_an_origin_the_browsers_word_on_the_site_counts(site: FastAPI, site_header: str) -> None:
    async with browser_on(site) as browser:
        del browser.headers["Origin"]
        answer = await browser.post("/logout", headers={"Sec-Fetch-Site": site_header})
    assert answer.status_code == 403


def scope(scheme: str = "http", host: str = "chat.test", **headers: str) -> dict[str, object]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": scheme, "headers": [(b"host", host.encode()), *raw]}


def test_the_requests_own_host_is_the_own_origin() -> None:
    assert is_same_origin(scope(origin="http://chat.test"))
    assert is_same_origin(scope(origin="http://chat.test:80"))
    assert is_same_origin(scope(host="chat.test:8080", origin="http://chat.test:8080"))
    assert is_same_origin(scope("https", origin="https://chat.test"))
    assert is_same_origin(scope("wss", origin="https://chat.test"))
    assert is_same_origin(scope(host="[::1]:8080", origin="http://[::1]:8080"))


def test_the_public_url_is_the_own_origin_too() -> None:
    assert is_same_origin(scope(origin="https://chat.example"), "https://chat.example")
    assert not is_same_origin(scope(origin="https://chat.example.evil"), "https://chat.example")
    assert is_same_origin(scope(origin="http://chat.test"), "https://chat.example")


def test_the_referer_counts_only_when_nothing_better_is_there() -> None:
    assert is_same_origin(scope(referer="http://chat.test/login"))
    assert not is_same_origin(scope(referer="http://evil.example/"))
    assert not is_same_origin(scope(referer="http://chat.test/", origin="null"))
    assert not is_same_origin(scope(referer="http://chat.test/", sec_fetch_site="cross-site"))


def test_a_program_that_is_no_browser_borrows_nobodys_cookies() -> None:
    assert is_same_origin(scope())


@pytest.mark.parametrize(
    "origin", ["http://[", "http://chat.test:port", "http://", "file://", "chat.test", "http://\x00"]
)
def test_a_malformed_origin_is_foreign(origin: str) -> None:
    assert not is_same_origin(scope(origin=origin))


async def test_looking_is_allowed_from_anywhere(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/login", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert SESSION_COOKIE not in browser.cookies


async def test_the_operator_reads_once_which_address_people_use(
    browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    for origin in ("https://chat.example", "https://chat.example", "http://evil.example\n"):
        await browser.post("/logout", headers={b"origin": origin.encode()})

    assert [record.getMessage() for record in caplog.records] == [
        f"refused what a page of {origin} sent: if people use the chat by that address, set LIVECHAT_PUBLIC_URL to it"
        for origin in ("'https://chat.example'", r"'http://evil.example\n'")
    ]
