"""Every word of the plain pages comes out of the catalogue, or from people."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.services.accounts.session_end_reasons import REASONS
from livechat.web.login.security_page import DONE
from tests.people import PASSWORD
from tests.pseudo_language import bypassing, words_of_html
from tests.web.conftest import browser_on, register, sign_in

pytestmark = pytest.mark.usefixtures("pseudo_language")

DEVICE = "python-httpx"
ADDRESS = "192.0.2.77"
TYPED = ("Alice", "Bob", "alice@example.org", "bob@example.org", ADDRESS, DEVICE)


@pytest.fixture
async def admin(chat: Chat, site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Alice, who administers the server, and has a second session; Bob is there as well."""
    async with browser_on(site, address=ADDRESS) as bob, browser_on(site, address=ADDRESS) as alice:
        await register(bob, "bob")
        await register(alice)
        await chat.accounts.administration.make_admin("alice@example.org")
        await sign_in(bob)
        yield alice


def assert_all_comes_from_the_catalogue(answer: httpx.Response, *typed: str) -> None:
    assert answer.text
    assert not bypassing(words_of_html(answer.text), *TYPED, *typed)


@pytest.mark.parametrize("path", ["/login", "/register", *(f"/login?ended={reason}" for reason in REASONS)])
async def test_on_the_way_in(browser: httpx.AsyncClient, path: str) -> None:
    page = await browser.get(path)

    assert page.status_code == 200
    assert_all_comes_from_the_catalogue(page)


@pytest.mark.parametrize(
    ("path", "typed", "status"),
    [
        ("/login", {"email": "nobody@example.org", "password": "no"}, 422),
        ("/register", {}, 422),
        ("/register", {"email": "a@example.org"}, 422),
        ("/register", {"email": "a@example.org", "display_name": "A" * 51}, 422),
        ("/register", {"email": "a@example.org", "display_name": "A", "password": "short"}, 422),
        ("/register", {"email": "a@example.org", "display_name": "A", "password": "x" * 2_000}, 422),
        ("/register", {"email": "a@example.org", "display_name": "A", "password": "password1234"}, 422),
        ("/register", {"email": "x" * 20_000}, 422),
        ("/sign-in/spent", {"new_password": PASSWORD}, 410),
        ("/nowhere", {}, 401),
    ],
)
async def test_what_is_refused_to_a_stranger(
    browser: httpx.AsyncClient, path: str, typed: dict[str, str], status: int
) -> None:
    answer = await browser.post(path, data=typed)

    assert answer.status_code == status
    assert_all_comes_from_the_catalogue(answer)


@pytest.mark.parametrize("path", ["/profile/security", *(f"/profile/security?done={done}" for done in DONE), "/admin"])
async def test_inside(admin: httpx.AsyncClient, path: str) -> None:
    page = await admin.get(path)

    assert page.status_code == 200
    assert_all_comes_from_the_catalogue(page)


@pytest.mark.parametrize(
    ("path", "typed", "status"),
    [
        ("/profile/security/email", {"email": "bob@example.org", "password": PASSWORD}, 422),
        ("/profile/security/email", {"email": "x", "password": PASSWORD}, 422),
        ("/profile/security/password", {"current_password": "no", "new_password": PASSWORD}, 422),
        ("/admin/people/2/deactivate", {}, 403),
        ("/admin/people/99/deactivate", {}, 404),
    ],
)
async def test_what_is_refused_inside(admin: httpx.AsyncClient, path: str, typed: dict[str, str], status: int) -> None:
    answer = await admin.post(path, data=typed)

    assert answer.status_code == status
    assert_all_comes_from_the_catalogue(answer)


async def test_a_link_to_set_a_new_password_and_the_page_that_it_opens(
    admin: httpx.AsyncClient, browser: httpx.AsyncClient, chat: Chat
) -> None:
    made = await admin.post("/admin/people/1/link")
    path = await chat.accounts.administration.make_sign_in_path_by_email("bob@example.org")

    assert_all_comes_from_the_catalogue(made)
    assert_all_comes_from_the_catalogue(await browser.get(path))
    assert_all_comes_from_the_catalogue(await browser.post(path, data={"new_password": "short"}))


async def test_somebody_who_was_deactivated(admin: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    await admin.post("/admin/people/1/deactivate")

    assert_all_comes_from_the_catalogue(await admin.get("/admin"))
    assert_all_comes_from_the_catalogue(await admin.post("/admin/people/1/link"))
    assert_all_comes_from_the_catalogue(await sign_in(browser, "bob"))


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/login", {"Host": "unknown.test"}, 421),
        ("/login", {"Host": ""}, 400),
        ("/_nicegui_ws/socket.io/?transport=websocket", {}, 426),
        ("/part", {"Sec-Fetch-Dest": "image"}, 401),
    ],
)
async def test_what_no_page_of_ours_asks(
    browser: httpx.AsyncClient, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await browser.get(path, headers=headers)

    assert answer.status_code == status
    assert_all_comes_from_the_catalogue(answer, "LIVECHAT_HOSTS", "LIVECHAT_PUBLIC_URL")


async def test_the_setup_of_a_server(chat: Chat, browser: httpx.AsyncClient) -> None:
    path = await chat.accounts.links.setup_path()

    assert_all_comes_from_the_catalogue(await browser.get(f"{path}"))
    assert_all_comes_from_the_catalogue(await browser.get(f"{path}/account"))
    assert_all_comes_from_the_catalogue(await browser.post(f"{path}"))
    await register(browser)
    assert_all_comes_from_the_catalogue(await browser.get(f"{path}"))
    assert_all_comes_from_the_catalogue(await browser.get("/setup/spent"))


async def test_a_form_from_another_site(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/login", headers={"Origin": "http://evil.test"})

    assert answer.status_code == 403
    assert_all_comes_from_the_catalogue(answer)


async def test_by_invitation(chat: Chat, browser: httpx.AsyncClient) -> None:
    chat.settings.registration = "invite"

    assert_all_comes_from_the_catalogue(await browser.get("/register"))
    assert_all_comes_from_the_catalogue(await register(browser))


async def test_the_document_says_in_which_language_it_is(browser: httpx.AsyncClient) -> None:
    assert 'lang="en-GB"' in (await browser.get("/login")).text
