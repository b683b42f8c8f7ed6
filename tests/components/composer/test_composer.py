"""A composer on a page of NiceGUI's simulated user: what it says, and which draft it shows."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from nicegui import Client, ui
from nicegui.element import Element
from nicegui.page import page as nicegui_page
from nicegui.testing import User, user_simulation

from livechat.components.composer import field, notes, opening_burst
from livechat.components.composer.away.place import KEYS_BEFORE_FIELD
from livechat.components.composer.composer import Composer
from livechat.components.composer.field import sending_key
from livechat.components.composer.notes import NOT_YET
from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.textarea import ComposerTextarea
from livechat.errors import ChatError, Forbidden, NotFound
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.internals.clients.field_tag import FieldTag
from livechat.preferences.choices import DevicePreferences
from livechat.records import Person, PostedMessage, SavedDraft, SavedEdit
from livechat.services.drafts.drafts import DraftState
from livechat.services.drafts.edit_drafts import EditState
from tests.eventually import eventually
from tests.fakes import settle
from tests.pages.elements import around_field, trigger

Part = TypeVar("Part", bound=Element)

ENTER = {"isComposing": False, "keyCode": 13}


class Room:
    """Keeps a draft and an edit, and stores messages once it may."""

    def __init__(self) -> None:
        self.draft = SavedDraft("", "id-0")
        self.edit: SavedEdit | None = None
        self.state = DraftState(None)
        self.edit_state = EditState(None)
        self.open = asyncio.Event()
        self.error: ChatError | None = None
        self.stored: list[tuple[str, str]] = []
        self.answered: list[MessageId | None] = []
        self.messages: dict[MessageId, PostedMessage] = {}

    def for_composer(self) -> ComposerRoom:
        return ComposerRoom(
            RoomId(7),
            max_characters=10,
            read_draft=lambda: self.draft,
            save_draft=self.save,
            draft_state=self.state,
            save_edit=self.keep_edit,
            edit_state=self.edit_state,
            post=self.post,
            edit=self.change,
            begin_edit=self.find,
            begin_last_edit=self.last,
            find=self.find,
            touch=lambda: None,
            stop_typing=lambda: None,
        )

    def save(self, draft: SavedDraft) -> None:
        self.draft = self.state.draft = draft

    def keep_edit(self, edit: SavedEdit | None) -> None:
        self.edit = self.edit_state.edit = edit

    async def post(self, text: str, client_message_id: str, *, reply_to_id: MessageId | None = None) -> None:
        await self.open.wait()
        if self.error is not None:
            raise self.error
        self.stored.append((text, client_message_id))
        self.answered.append(reply_to_id)
        message_id = MessageId(len(self.messages) + 1)
        self.messages[message_id] = message(message_id, text)
        if self.draft.client_message_id == client_message_id:
            self.save(SavedDraft("", "id-after"))

    async def change(self, message_id: MessageId, text: str) -> None:
        await self.open.wait()
        if self.error is not None:
            raise self.error
        self.messages[message_id] = message(message_id, text)
        if self.edit == SavedEdit(message_id, text):
            self.keep_edit(None)

    async def find(self, message_id: MessageId) -> PostedMessage:
        if (found := self.messages.get(message_id)) is None:
            raise NotFound
        return found

    async def last(self) -> PostedMessage | None:
        return max(self.messages.values(), key=lambda found: found.id, default=None)


def message(message_id: MessageId, text: str, **fields: Any) -> PostedMessage:
    """One of Alice's."""
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    return PostedMessage(
        message_id,
        RoomId(7),
        message_id,
        Person(UserId(1), "Alice"),
        text,
        f"id {message_id}",
        now,
        html=text,
        **fields,
    )


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
            self.composer = Composer(room.for_composer(), explain=lambda: None, go_to_rows=lambda: None)
        self.field = self._part(ComposerTextarea)
        self.tag = self._part(FieldTag)

    async def write(self, value: str) -> None:
        await trigger(self._page, self.field, "update:value", value)

    async def press_enter(self) -> None:
        await trigger(self._page, around_field(self.field), sending_key(DevicePreferences()), ENTER)

    async def show(self) -> None:
        """The last write arrives."""
        await trigger(self._page, self.tag, "vnodeMounted", {"key": self.tag.props["key"]})

    async def connect(self) -> None:
        """The page's socket comes."""
        client = self.composer.client
        assert client.accept_handshake("socket", "tab", None)
        await client.handle_handshake("socket", "tab", None, "document", None)

    def disconnect(self) -> None:
        """Its line breaks."""
        self.composer.client.handle_disconnect("socket")

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


async def test_a_server_that_has_forgotten_the_page_can_tell_whose_keys_it_hears(desk: Desk, room: Room) -> None:
    assert around_field(desk.field).id == desk.field.id - KEYS_BEFORE_FIELD


@pytest.mark.parametrize("key", [{"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}])
async def test_an_enter_that_confirms_a_word_sends_nothing_and_the_next_one_does(
    desk: Desk, page: User, room: Room, key: dict[str, object]
) -> None:
    room.open.set()
    await desk.write("日本")
    await trigger(page, around_field(desk.field), sending_key(DevicePreferences()), key)
    assert room.draft.body == "日本"

    await desk.press_enter()

    await eventually(lambda: [text for text, _ in room.stored] == ["日本"])


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


# Two tabs


@pytest.fixture
async def tabs(page: User, room: Room, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, Desk]:
    """Two that were opened long ago."""
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    here, there = unconnected_desk(page, room), unconnected_desk(page, room)
    for desk in (here, there):
        await desk.connect()
    return here, there


async def test_a_tab_that_is_not_typed_in_follows_and_the_other_is_left_alone(
    tabs: tuple[Desk, Desk], room: Room
) -> None:
    here, there = tabs

    await here.write("half a sentence")

    await eventually(lambda: there.field.written == "half a sentence")
    assert here.field.written == ""  # nothing was written there, so that its caret has not moved
    assert there.tag.text.endswith(room.draft.client_message_id)


async def test_where_both_were_typed_in_both_texts_stand_once_nobody_types(
    tabs: tuple[Desk, Desk], room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tabs
    await here.write("we")
    await eventually(lambda: there.field.written == "we")
    await there.show()
    await there.write("we there")  # and from here on both are typed in
    await here.write("we here")
    assert room.draft.body == "we there\nwe here"
    await there.write("we there too")
    assert room.draft.body == "we there too\nwe here"
    assert (here.field.written, there.field.written) == ("", "we")

    monkeypatch.setattr(field, "STILL_SECONDS", 0.0)
    await here.write("we here too")

    await eventually(lambda: here.field.written == there.field.written == "we there too\nwe here too")


async def test_a_key_that_crosses_what_another_tab_typed_goes_below_it(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    await there.write("there")
    await eventually(lambda: here.field.written == "there")

    await here.write("h")  # typed before that arrived

    assert room.draft.body == "there\nh"


async def test_what_one_tab_sends_leaves_the_other(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    room.open.set()
    await here.write("hello")
    await eventually(lambda: there.field.written == "hello")
    await there.show()

    await here.press_enter()

    await eventually(lambda: there.field.written == "" and room.draft.body == "")
    assert [text for text, _ in room.stored] == ["hello"]


async def test_both_send_what_both_show_under_one_id(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    await here.write("hello")
    await eventually(lambda: there.field.written == "hello")

    await here.press_enter()
    await there.press_enter()
    room.open.set()

    await eventually(lambda: len(room.stored) == 2)
    assert len(set(room.stored)) == 1


async def test_a_tab_whose_line_is_broken_follows_when_it_is_heard_again(
    page: User, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    desk = unconnected_desk(page, room)
    await desk.connect()
    await desk.write("typed")
    monkeypatch.setattr(field, "STILL_SECONDS", 0.0)
    desk.disconnect()
    room.save(SavedDraft("typed elsewhere", "id-elsewhere"))
    await settle()
    assert desk.field.written == ""

    browser.shows = "typed offline"
    await desk.connect()

    await eventually(lambda: room.draft.body == "typed elsewhere\ntyped offline")
    await eventually(lambda: desk.field.written == "typed elsewhere\ntyped offline")


async def test_a_last_key_of_the_page_before_shows_in_the_one_that_is_open_already(
    page: User, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    before = unconnected_desk(page, room)
    await before.connect()
    await before.write("half of i")
    after = unconnected_desk(page, room)
    await after.connect()
    assert after.field.written == "half of i"  # built with it

    await before.write("half of it")

    await eventually(lambda: after.field.written == "half of it")
