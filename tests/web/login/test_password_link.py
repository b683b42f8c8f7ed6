import re

import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.ids import UserId
from tests.people import PASSWORD
from tests.web.conftest import browser_on, register, sign_in

NEW_PASSWORD = "a brand new secret"


@pytest.fixture
async def link(chat: Chat, browser: httpx.AsyncClient) -> str:
    """A link for Alice, made by the administrator, who is Bob."""
    await register(browser, "alice")
    await chat.accounts.register("bob@example.org", "Bob", PASSWORD)
    await chat.accounts.administration.make_admin("bob@example.org")
    _, path = await chat.accounts.administration.make_sign_in_path(UserId(2), UserId(1))
    return path


async def test_the_link_leads_to_a_new_password_and_in(site: FastAPI, link: str) -> None:
    async with browser_on(site) as alice:
        page = await alice.get(link)
        assert "Hello Alice. You sign in as alice@example.org." in page.text

        answer = await alice.post(link, data={"new_password": NEW_PASSWORD})

        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert (await alice.get("/")).json() == {"person": 1}
        assert (await sign_in(alice, password=NEW_PASSWORD)).status_code == 303


async def test_the_link_works_once(site: FastAPI, link: str) -> None:
    async with browser_on(site) as alice, browser_on(site) as mallory:
        await alice.post(link, data={"new_password": NEW_PASSWORD})
        assert (await mallory.get(link)).status_code == 410
        assert (await mallory.post(link, data={"new_password": "mallory's own one"})).status_code == 410


async def test_setting_the_password_ends_the_sessions_before(
    browser: httpx.AsyncClient, site: FastAPI, link: str
) -> None:
    async with browser_on(site) as alice:
        await alice.post(link, data={"new_password": NEW_PASSWORD})
    assert (await browser.get("/")).headers["location"] == "/login?ended=ended"


async def test_a_refused_password_leaves_the_link_good(site: FastAPI, link: str) -> None:
    async with browser_on(site) as alice:
        answer = await alice.post(link, data={"new_password": "short"})
        assert answer.status_code == 422
        assert "at least 12 characters" in answer.text
        assert (await alice.post(link, data={"new_password": NEW_PASSWORD})).status_code == 303


async def test_a_preview_of_the_link_spends_nothing(site: FastAPI, link: str) -> None:
    async with browser_on(site) as previewer:
        for _ in range(3):
            assert (await previewer.get(link)).status_code == 200


async def test_the_administrator_gets_a_link_and_its_code(site: FastAPI, link: str, chat: Chat) -> None:
    chat.settings.public_url = "https://chat.example"
    async with browser_on(site) as bob:
        await sign_in(bob, "bob")
        people = await bob.get("/admin")
        assert "alice@example.org · last here 24 November 2026" in people.text
        answer = await bob.post("/admin/people/1/link")
    assert re.search(r'value="https://chat\.example/sign-in/[\w-]{43}"', answer.text)
    assert "<svg" in answer.text


@pytest.mark.parametrize("act", ["link", "deactivate", "reactivate"])
async def test_nobody_else_administers(browser: httpx.AsyncClient, link: str, act: str) -> None:
    assert (await browser.get("/admin")).status_code == 403
    answer = await browser.post(f"/admin/people/2/{act}")
    assert answer.status_code == 403
    assert "/sign-in/" not in answer.text


async def test_a_deactivated_person_is_out_until_reactivated(
    browser: httpx.AsyncClient, site: FastAPI, link: str
) -> None:
    async with browser_on(site) as bob:
        await sign_in(bob, "bob")
        await bob.post("/admin/people/1/deactivate")
        assert (await browser.get("/")).status_code == 303
        refused = await sign_in(browser)
        assert refused.status_code == 403
        assert "deactivated" in refused.text
        assert (await bob.post("/admin/people/1/link")).status_code == 403

        await bob.post("/admin/people/1/reactivate")
        assert (await sign_in(browser)).status_code == 303


async def test_nobody_administers_a_person_who_is_not_there(site: FastAPI, link: str) -> None:
    async with browser_on(site) as bob:
        await sign_in(bob, "bob")
        for act in ("link", "deactivate", "reactivate"):
            assert (await bob.post(f"/admin/people/99/{act}")).status_code == 404
