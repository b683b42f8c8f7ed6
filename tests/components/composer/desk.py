"""A composer at a desk: the room that it writes to, the browser that shows it, and what somebody does there."""

import asyncio
from datetime import UTC, datetime
from typing import Any, TypeVar

from nicegui import Client, ui
from nicegui.element import Element
from nicegui.page import page as nicegui_page
from nicegui.testing import User

from livechat.components.composer.composer import Composer
from livechat.components.composer.field import sending_key
from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.textarea import ComposerTextarea
from livechat.errors import ChatError, NotFound
from livechat.ids import MessageId, RoomId, UserId
from livechat.internals.clients.field_tag import FieldTag
from livechat.preferences.choices import DevicePreferences
from livechat.records import Person, PostedMessage, SavedDraft, SavedEdit
from livechat.services.drafts.drafts import DraftState
from livechat.services.drafts.edit_drafts import EditState
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

    async def press(self, key: str) -> None:
        """One that the field listens for besides Enter."""
        await trigger(self._page, around_field(self.field), key, {"isComposing": False})

    async def leave(self) -> None:
        """Press the button of the note above the field."""
        (button,) = (found for found in self.composer.descendants() if "composer-leave" in found.classes)
        await trigger(self._page, button, "click", {})

    @property
    def note(self) -> str | None:
        """What the note above the field is called, if there is one."""
        notes = [found for found in self.composer.descendants() if found.props.get("role") == "note"]
        return str(notes[0].props["aria-label"]) if notes else None

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


def unconnected_desk(page: User, room: Room) -> Desk:
    """A composer on a page whose socket has not come."""
    assert page.client is not None
    return Desk(page, Client(nicegui_page(""), request=page.client.request), room)
