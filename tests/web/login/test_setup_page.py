import httpx
import pytest
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.ids import UserId
from tests.people import PASSWORD
from tests.web.conftest import browser_on, register

ALICE = {"email": "alice@example.org", "display_name": "Alice", "password": PASSWORD}


@pytest.fixture
async def setup_path(chat: Chat) -> str:
    path = await chat.accounts.links.setup_path()
    assert path is not None
    return path


async def test_who_registers_through_the_setup_link_administers_the_server(
    browser: httpx.AsyncClient, setup_path: str
) -> None:
    assert "Create account" in (await browser.get(setup_path)).text

    answer = await browser.post(setup_path, data=ALICE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await browser.get("/admin")).status_code == 200


async def test_a_used_setup_link_makes_no_second_administrator(
    browser: httpx.AsyncClient, site: FastAPI, setup_path: str
) -> None:
    await browser.post(setup_path, data=ALICE)
    async with browser_on(site) as mallory:
        assert (await mallory.get(setup_path)).status_code == 410
        answer = await mallory.post(setup_path, data=ALICE | {"email": "mallory@example.org"})
        assert answer.status_code == 410
        assert "has been used" in answer.text
        assert "set-cookie" not in answer.headers


async def test_an_invented_setup_link_opens_nothing(browser: httpx.AsyncClient, setup_path: str) -> None:
    for path in ("/setup/x", setup_path[:-1], "/setup/" + "A" * 43, "/setup/%00"):
        assert (await browser.get(path)).status_code == 410
        assert (await browser.post(path, data=ALICE)).status_code == 410


async def test_a_mistake_in_the_form_leaves_the_link_good(browser: httpx.AsyncClient, setup_path: str) -> None:
    assert (await browser.post(setup_path, data=ALICE | {"password": "short"})).status_code == 422
    assert (await browser.post(setup_path, data=ALICE)).status_code == 303


async def test_who_has_an_account_signs_in_through_the_link(
    browser: httpx.AsyncClient, site: FastAPI, setup_path: str
) -> None:
    await register(browser)
    async with browser_on(site) as other:
        assert ">Log in<" in (await other.get(f"{setup_path}/account")).text
        wrong = await other.post(f"{setup_path}/account", data=ALICE | {"password": "wrong"})
        assert wrong.status_code == 422
        assert (await other.post(f"{setup_path}/account", data=ALICE)).headers["location"] == "/"
        assert (await other.get("/admin")).status_code == 200


async def test_who_signs_in_through_a_spent_link_stays_outside(
    browser: httpx.AsyncClient, site: FastAPI, chat: Chat, setup_path: str
) -> None:
    await register(browser)
    async with browser_on(site) as bob, browser_on(site) as other:
        await bob.post(setup_path, data=ALICE | {"email": "bob@example.org"})

        answer = await other.post(f"{setup_path}/account", data=ALICE)

        assert answer.status_code == 410
        assert "has been used" in answer.text
        assert "set-cookie" not in answer.headers
    assert len(await chat.accounts.sessions.list_for(UserId(1))) == 1


async def test_who_is_signed_in_claims_with_one_button(browser: httpx.AsyncClient, setup_path: str) -> None:
    await register(browser)
    assert "Become administrator" in (await browser.get(setup_path)).text
    assert (await browser.post(f"{setup_path}/claim")).headers["location"] == "/"
    assert (await browser.get("/admin")).status_code == 200
    assert (await browser.post(f"{setup_path}/claim")).status_code == 410


async def test_looking_at_the_link_spends_nothing(browser: httpx.AsyncClient, setup_path: str) -> None:
    for _ in range(3):
        assert (await browser.get(setup_path)).status_code == 200


async def test_the_setup_link_opens_a_closed_server(browser: httpx.AsyncClient, chat: Chat, setup_path: str) -> None:
    chat.settings.registration = "invite"
    assert (await browser.post(setup_path, data=ALICE)).status_code == 303


async def test_the_machines_zone_is_offered_and_another_may_be_chosen(
    browser: httpx.AsyncClient, chat: Chat, setup_path: str
) -> None:
    assert '<option value="UTC" selected>UTC</option>' in (await browser.get(setup_path)).text

    await browser.post(setup_path, data=ALICE | {"time_zone": "Europe/Berlin"})

    assert str(chat.server_zone.zone) == "Europe/Berlin"
    assert '<option value="Europe/Berlin" selected>' in (await browser.get("/admin")).text


async def test_a_zone_that_there_is_not_leaves_the_link_good(browser: httpx.AsyncClient, setup_path: str) -> None:
    wrong = await browser.post(setup_path, data=ALICE | {"time_zone": "Europe/Nowhere"})

    assert wrong.status_code == 422
    assert "There is no such time zone here." in wrong.text
    assert (await browser.post(setup_path, data=ALICE)).status_code == 303


async def test_who_claims_it_with_an_account_chooses_the_zone_as_well(
    browser: httpx.AsyncClient, site: FastAPI, chat: Chat, setup_path: str
) -> None:
    await register(browser)
    assert 'name="time_zone"' in (await browser.get(setup_path)).text
    assert 'name="time_zone"' in (await browser.get(f"{setup_path}/account")).text

    await browser.post(f"{setup_path}/claim", data={"time_zone": "Asia/Kolkata"})

    assert str(chat.server_zone.zone) == "Asia/Kolkata"


async def test_an_administrator_chooses_the_zone_later(
    browser: httpx.AsyncClient, site: FastAPI, chat: Chat, setup_path: str
) -> None:
    await browser.post(setup_path, data=ALICE)
    async with browser_on(site) as bob:
        await register(bob, "bob")
        assert (await bob.post("/admin/time-zone", data={"time_zone": "Asia/Kolkata"})).status_code == 403
    assert str(chat.server_zone.zone) == "UTC"

    answer = await browser.post("/admin/time-zone", data={"time_zone": "Asia/Kolkata"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/admin")
    assert str(chat.server_zone.zone) == "Asia/Kolkata"
