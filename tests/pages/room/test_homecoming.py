"""A page that this process does not know: what its field shows becomes the draft, of its own person alone."""

import asyncio
from datetime import UTC, datetime
from typing import cast

import pytest

from livechat.chat import Chat
from livechat.components.composer.away.place import KEYS_BEFORE_FIELD, filed_edit, place_as_text
from livechat.ids import RoomId
from livechat.internals.clients.stand_in import Heard, StandIn
from livechat.pages.room.homecoming import Homecoming
from livechat.records import Person, RoomInfo, SavedDraft, SavedEdit, Session
from tests.people import person, room, say

FIELD = 35
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ENTER = {"isComposing": False, "keyCode": 13}


class Browser:
    """What is left of a page: its tag and its field. The line may swallow questions."""

    def __init__(self, tag: str | None, value: str = "") -> None:
        self.tag, self.value = tag, value
        self.on_heard: Heard
        self.is_deleted = False
        self.swallows = 0

    async def ask_tag(self, *, within_seconds: float) -> str | None:
        return await self._answer(self.tag)

    async def ask_field(self, element_id: int, *, within_seconds: float) -> str | None:
        return await self._answer(self.value if element_id == FIELD else None)

    async def _answer(self, answer: str | None) -> str | None:
        await asyncio.sleep(0)
        if self.swallows:
            self.swallows -= 1
            raise TimeoutError
        return answer


def session_of(who: Person) -> Session:
    return Session(1, who.id, False, "a browser", "192.0.2.1", LONG_AGO, LONG_AGO, LONG_AGO)


def shown_in(harbour: RoomInfo, value: str) -> Browser:
    return Browser(place_as_text(harbour.id, FIELD, "id-1"), value)


async def come_home(chat: Chat, who: Person, browser: Browser) -> None:
    await Homecoming(chat)(session_of(who), cast(StandIn, browser))


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice)


async def test_what_the_field_shows_becomes_the_draft(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    await come_home(chat, alice, shown_in(harbour, "half a sentence"))

    assert chat.drafts.get(alice.id, harbour.id) == SavedDraft("half a sentence", "id-1")


async def test_keys_that_follow_until_the_page_goes_are_kept(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    await chat.messages.post(alice.id, harbour.id, "sent", "id-1")
    browser = shown_in(harbour, "sentone")
    await come_home(chat, alice, browser)

    browser.on_heard(FIELD - KEYS_BEFORE_FIELD, ENTER)
    browser.on_heard(FIELD + 1, "of another field")
    browser.on_heard(FIELD, "sentonetwo")

    assert chat.drafts.get(alice.id, harbour.id).body == "one\ntwo"


async def test_keys_that_follow_go_behind_a_message_that_was_never_stored(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    chat.drafts.put(alice.id, harbour.id, SavedDraft("on its way", "id-0"))
    browser = shown_in(harbour, "mor")
    await type_before(chat, alice, browser)

    browser.on_heard(FIELD, "more")
    assert chat.drafts.get(alice.id, harbour.id).body == "on its way\nmore"
    browser.on_heard(FIELD, "less")

    assert chat.drafts.get(alice.id, harbour.id).body == "on its way\nmor\nless"


async def type_before(chat: Chat, who: Person, browser: Browser) -> None:
    """The page comes home, and what was typed while nobody heard it arrives before its answers."""
    home = asyncio.create_task(come_home(chat, who, browser))
    await asyncio.sleep(0)
    browser.on_heard(FIELD, browser.value)
    await home


async def test_what_the_page_says_it_answers_is_in_the_draft(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    asked = await say(chat, alice, harbour, "who comes?")

    await come_home(chat, alice, Browser(place_as_text(harbour.id, FIELD, f"id-1 {asked.id}"), "me"))

    assert chat.drafts.get(alice.id, harbour.id) == SavedDraft("me", "id-1", asked.id)


async def test_what_was_being_made_of_a_message_is_no_draft_and_keys_that_follow_belong_to_it(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "one")
    browser = Browser(place_as_text(harbour.id, FIELD, filed_edit(message.id)), "one an")
    await come_home(chat, alice, browser)
    assert chat.edit_drafts.get(alice.id, harbour.id) == SavedEdit(message.id, "one an")

    browser.on_heard(FIELD, "one and")

    assert chat.edit_drafts.get(alice.id, harbour.id) == SavedEdit(message.id, "one and")
    assert list(chat.drafts) == []


async def test_an_edit_that_was_saved_does_not_begin_again(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "two")

    await come_home(chat, alice, Browser(place_as_text(harbour.id, FIELD, filed_edit(message.id)), "two\n"))

    assert chat.edit_drafts.get(alice.id, harbour.id) is None


async def test_what_was_made_of_a_message_that_may_not_be_changed_is_a_draft(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob")
    await chat.memberships.join(bob.id, harbour.id)
    theirs = await say(chat, bob, harbour, "theirs")

    await come_home(chat, alice, Browser(place_as_text(harbour.id, FIELD, filed_edit(theirs.id)), "mine"))

    assert chat.edit_drafts.get(alice.id, harbour.id) is None
    assert chat.drafts.get(alice.id, harbour.id).body == "mine"


async def test_a_line_that_breaks_meanwhile_is_asked_again(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    browser = shown_in(harbour, "half")
    browser.swallows = 3

    await come_home(chat, alice, browser)

    assert chat.drafts.get(alice.id, harbour.id).body == "half"


async def test_nobody_leaves_a_draft_where_they_may_not_write(chat: Chat, harbour: RoomInfo) -> None:
    mallory = await person(chat, "Mallory")

    await come_home(chat, mallory, shown_in(harbour, "planted"))
    await come_home(chat, mallory, Browser(place_as_text(RoomId(99), FIELD, "id-1"), "planted"))

    assert list(chat.drafts) == []


@pytest.mark.parametrize("tag", [None, "", "anything", "1 99 x"])
async def test_a_page_without_a_field_has_nothing_to_keep(
    chat: Chat, alice: Person, harbour: RoomInfo, tag: str | None
) -> None:
    await come_home(chat, alice, Browser(tag, "text"))

    assert list(chat.drafts) == []


async def test_a_page_that_is_gone_is_asked_nothing_more(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    browser = shown_in(harbour, "half")
    browser.is_deleted = True

    await come_home(chat, alice, browser)

    assert list(chat.drafts) == []
