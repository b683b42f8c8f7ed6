"""A composer on a page of NiceGUI's simulated user: what it says, and which draft it shows."""

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

import pytest
from nicegui import Client, ui
from nicegui.element import Element
from nicegui.page import page as nicegui_page
from nicegui.testing import User, user_simulation

from livechat.components.composer import notes, opening_burst
from livechat.components.composer.composer import Composer
from livechat.components.composer.notes import NOT_YET
from livechat.components.composer.textarea import ComposerTextarea
from livechat.errors import ChatError, Forbidden
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId
from livechat.internals.clients.field_tag import FieldTag
from livechat.records import SavedDraft
from tests.eventually import eventually
from tests.pages.elements import trigger

Part = TypeVar("Part", bound=Element)

ENTER = {"isComposing": False, "keyCode": 13}


class Room:
    """Keeps a draft, and stores messages once it may."""

    def __init__(self) -> None:
        self.draft = SavedDraft("", "id-0")
        self.open = asyncio.Event()
        self.error: ChatError | None = None
        self.stored: list[tuple[str, str]] = []

    def read(self) -> SavedDraft:
        return self.draft

    def save(self, text: str, client_message_id: str) -> None:
        self.draft = SavedDraft(text, client_message_id)

    async def send(self, text: str, client_message_id: str) -> None:
        await self.open.wait()
        if self.error is not None:
            raise self.error
        self.stored.append((text, client_message_id))


class Browser:
    """What a field shows there, told whenever it answers."""

    def __init__(self) -> None:
        self.shows: str | None = None
        self.questions = 0
        self.answers = asyncio.Event()
        self.answers.set()

    async def answer(self) -> str | None:
        self.questions += 1
        await self.answers.wait()
        return self.shows


class Desk:
    """A composer and what somebody does at it."""

    def __init__(self, page: User, client: Client, room: Room) -> None:
        self._page = page
        with client:
            self.composer = Composer(
                room.read,
                save=room.save,
                send=room.send,
                touch=lambda: None,
                stop_typing=lambda: None,
                max_characters=10,
                room_id=RoomId(7),
            )
        self.field = self._part(ComposerTextarea)
        self.tag = self._part(FieldTag)

    async def write(self, value: str) -> None:
        await trigger(self._page, self.field, "update:value", value)

    async def press_enter(self) -> None:
        await trigger(self._page, self.field, "keydown.enter.exact.prevent", ENTER)

    async def connect(self) -> None:
        """The page's socket comes."""
        client = self.composer.client
        assert client.accept_handshake("socket", "tab", None)
        await client.handle_handshake("socket", "tab", None, "document", None)

    def lines(self) -> dict[str, str]:
        """What stands beside the field, by role."""
        labels = [element for element in self.composer.descendants() if isinstance(element, ui.label)]
        return {str(label.props["role"]): label.text for label in labels if label.text}

    def _part(self, kind: type[Part]) -> Part:
        return next(element for element in self.composer.descendants() if isinstance(element, kind))


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(ComposerTextarea, "ask", lambda _: browser.answer())
    return browser


@pytest.fixture
async def page() -> AsyncIterator[User]:
    async with user_simulation(lambda: None) as page:
        await page.open("/")
        yield page


@pytest.fixture
def desk(page: User, room: Room) -> Desk:
    assert page.client is not None
    return Desk(page, page.client, room)


def unconnected_desk(page: User, room: Room) -> Desk:
    """A composer on a page whose socket has not come."""
    assert page.client is not None
    return Desk(page, Client(nicegui_page(""), request=page.client.request), room)


async def test_a_message_that_takes_long_is_spoken_of_until_it_is_stored(
    desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "PATIENCE_SECONDS", 0.01)
    await desk.write("hello")
    await desk.press_enter()
    await eventually(lambda: desk.lines() == {"status": str(NOT_YET)})

    room.open.set()

    await eventually(lambda: desk.lines() == {})
    assert [text for text, _ in room.stored] == ["hello"]


async def test_a_message_that_is_refused_in_the_end_is_back_with_the_reason(
    desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "PATIENCE_SECONDS", 0.01)
    room.error = Forbidden(lazy_gettext("Join the room to write in it."))
    await desk.write("hello")
    await desk.press_enter()
    await eventually(lambda: desk.lines() == {"status": str(NOT_YET)})

    room.open.set()

    await eventually(lambda: desk.lines() == {"alert": "Join the room to write in it."})
    assert room.draft.body == "hello"


async def test_a_message_that_is_stored_at_once_is_not_spoken_of(desk: Desk, room: Room) -> None:
    room.open.set()
    await desk.write("hello")
    await desk.press_enter()
    await eventually(lambda: len(room.stored) == 1)

    assert desk.lines() == {}


async def test_the_length_is_that_of_the_setting_and_counts_what_the_rule_counts(desk: Desk, room: Room) -> None:
    room.open.set()
    await desk.write("\n0123456789A \n")
    await desk.press_enter()
    assert desk.lines() == {"alert": "A message has at most 10 characters; this one has 11."}

    await desk.write("\n0123456789 \n")
    await desk.press_enter()

    await eventually(lambda: len(room.stored) == 1)
    assert desk.lines() == {}


async def test_a_page_that_was_built_before_the_last_keys_came_shows_them_when_its_socket_comes(
    page: User, room: Room
) -> None:
    room.draft = SavedDraft("half", "id-1")
    desk = unconnected_desk(page, room)
    room.draft = SavedDraft("half a sentence", "id-2")

    await desk.connect()

    assert desk.field.written == "half a sentence"
    assert desk.tag.props["title"] == f"7 {desk.field.id} id-2"


async def test_the_page_can_be_asked_where_its_text_belongs(desk: Desk, room: Room) -> None:
    room.open.set()
    assert desk.tag.props["title"] == f"7 {desk.field.id} id-0"
    await desk.write("one")
    await desk.press_enter()
    await eventually(lambda: desk.field.written == "")
    await desk.write("two")

    assert room.stored == [("one", "id-0")]
    assert desk.tag.props["title"] == f"7 {desk.field.id} {room.draft.client_message_id}"
    assert room.draft.client_message_id != "id-0"


async def test_an_enter_that_overtook_its_text_on_a_page_that_was_just_opened_sends_it(
    page: User, room: Room, browser: Browser
) -> None:
    room.open.set()
    browser.shows = "hello"
    desk = unconnected_desk(page, room)
    await desk.connect()

    await desk.press_enter()
    await desk.write("hello")

    await eventually(lambda: [text for text, _ in room.stored] == ["hello"])


async def test_the_first_moments_are_over_when_nothing_has_come_since_the_browser_was_asked(
    page: User, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "LONGEST_SECONDS", 60.0)
    room.open.set()
    browser.shows = "hello"
    browser.answers.clear()
    desk = unconnected_desk(page, room)
    await desk.connect()
    await desk.write("hel")
    await desk.press_enter()
    await eventually(lambda: browser.questions == 1)

    await desk.write("hello")
    browser.answers.set()
    browser.answers.clear()
    await eventually(lambda: browser.questions == 2)
    await desk.write("he")
    browser.answers.set()

    await eventually(lambda: [text for text, _ in room.stored] == ["hello"])
    assert browser.questions == 3


@pytest.mark.parametrize("shown", ["hello", "hell", None])
async def test_of_keys_that_overtook_one_another_on_a_page_that_was_just_opened_the_browser_knows_the_last(
    page: User, room: Room, browser: Browser, shown: str | None
) -> None:
    browser.shows = shown
    desk = unconnected_desk(page, room)
    await desk.connect()

    for value in ("hell", "hello", "he"):
        await desk.write(value)

    await eventually(lambda: room.draft.body == (shown or "hello"))


async def test_a_browser_that_does_not_answer_keeps_nobody_from_sending(
    page: User, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "LONGEST_SECONDS", 0.1)
    room.open.set()
    browser.answers.clear()
    desk = unconnected_desk(page, room)
    await desk.connect()

    await desk.press_enter()
    await desk.write("hello")

    await eventually(lambda: [text for text, _ in room.stored] == ["hello"])


async def test_what_was_typed_in_the_first_moments_counts_also_when_the_field_goes(page: User, room: Room) -> None:
    desk = unconnected_desk(page, room)
    await desk.connect()
    await desk.write("hello")

    desk.composer.dispose()

    assert room.draft.body == "hello"


async def test_on_a_page_that_has_been_open_for_long_nothing_waits(
    page: User, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    desk = unconnected_desk(page, room)
    await desk.connect()

    await desk.write("hello")

    assert room.draft.body == "hello"
