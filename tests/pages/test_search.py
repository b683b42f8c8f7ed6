from asyncio import Event
from urllib.parse import parse_qs, urlsplit

import pytest
from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.search.pane import SearchPane
from livechat.errors import Unavailable
from livechat.ids import UserId
from livechat.pages.search import address_of, is_question
from livechat.records import Person, RoomInfo, SearchHit
from tests.eventually import eventually
from tests.people import room, say


@pytest.fixture
async def quay(chat: Chat, alice: Person) -> RoomInfo:
    quay = await room(chat, alice, "Quay")
    await say(chat, alice, quay, "the tide turns at noon")
    await say(chat, alice, await room(chat, alice, "Attic"), "no tide up here")
    return quay


def shown(page: User) -> str:
    """The markup below the box."""
    pane = page.find(kind=SearchPane).elements.pop()
    return next(str(part.props.get("innerHTML", "")) for part in pane.descendants() if "search-results" in part.classes)


async def until_shown(page: User, text: str) -> None:
    """The database answers on a thread of its own."""
    await eventually(lambda: text in shown(page), instead=lambda: shown(page))


def box(page: User) -> ui.input:
    return page.find(kind=ui.input).elements.pop()


async def test_the_address_is_the_first_question(page: User, quay: RoomInfo) -> None:
    await page.open("/search?q=tide")

    await until_shown(page, "2 messages")
    assert box(page).value == "tide"
    assert f'href="/rooms/{quay.slug}?m=1"' in shown(page)


async def test_each_change_asks_again(page: User, quay: RoomInfo) -> None:
    await page.open("/search")
    await until_shown(page, "Find what was said")

    box(page).value = "noo"
    await until_shown(page, "<mark>noon</mark>")
    box(page).value = "midnight"
    await until_shown(page, "Nothing found for “midnight”")
    box(page).value = " "
    await until_shown(page, "Find what was said")


async def test_this_room_only_can_be_switched_off(page: User, quay: RoomInfo) -> None:
    await page.open(f"/search?q=tide&room={quay.slug}")
    await until_shown(page, "1 message<")

    page.find("This room only").click()

    await until_shown(page, "2 messages")


async def test_whoever_comes_from_a_room_searches_all_until_they_switch(page: User, quay: RoomInfo) -> None:
    await page.open(f"/search?q=tide&here={quay.slug}")
    await until_shown(page, "2 messages")

    page.find("This room only").click()

    await until_shown(page, "1 message<")


async def test_a_room_that_is_not_there_is_not_offered(page: User, quay: RoomInfo) -> None:
    await page.open("/search?q=tide&room=nowhere")

    await until_shown(page, "2 messages")
    await page.should_not_see("This room only")


async def test_the_answer_to_an_older_question_comes_too_late(
    page: User, quay: RoomInfo, chat: Chat, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, released = chat.search.everywhere, Event()

    async def slow_for_tide(user_id: UserId, query: str, limit: int) -> list[SearchHit]:
        if query == "tide":
            await released.wait()
        return await search(user_id, query, limit)

    monkeypatch.setattr(chat.search, "everywhere", slow_for_tide)
    await page.open("/search")
    box(page).value = "tide"
    box(page).value = "noon"
    await until_shown(page, "1 message<")

    released.set()

    await search(alice.id, "tide")  # the slow one has come before this
    assert "1 message<" in shown(page)


async def test_why_there_is_no_answer_is_said(
    page: User, quay: RoomInfo, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> list[SearchHit]:
        raise Unavailable

    monkeypatch.setattr(chat.search, "everywhere", refuse)

    await page.open("/search?q=tide")

    await until_shown(page, "That did not work just now.")


def test_addresses_carry_the_question() -> None:
    address = address_of("a&b ü#", None, only_room=False)

    assert parse_qs(urlsplit(address).query) == {"q": ["a&b ü#"]}
    assert address_of("", None, only_room=False) == "/search"


def test_addresses_carry_the_room(quay: RoomInfo) -> None:
    assert address_of("tide", quay, only_room=True) == "/search?q=tide&room=quay"
    assert address_of("tide", quay, only_room=False) == "/search?q=tide&here=quay"


def test_a_single_letter_is_no_question_yet() -> None:
    assert [text for text in ("", "a", "Ж", "5", "水", "ab") if is_question(text)] == ["5", "水", "ab"]


async def test_a_hit_that_is_deleted_goes_from_the_open_page(chat: Chat, alice: Person, page: User) -> None:
    quay = await room(chat, alice, "Quay")
    secret, kept = await say(chat, alice, quay, "a tide of secrets"), await say(chat, alice, quay, "the tide turns")
    await page.open("/search?q=tide")
    await until_shown(page, "2 messages")

    await chat.deletion.delete(alice.id, quay.id, secret.id)
    await until_shown(page, "1 message")
    assert "secrets" not in shown(page)
    assert f"?m={kept.id}" in shown(page)
    await chat.deletion.undo_delete(alice.id, quay.id, secret.id)
    box(page).value = "secrets"

    await until_shown(page, f"?m={secret.id}")
