"""The composer in its room: what is typed is kept, or it is said why not."""

import pytest
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.composer import opening_burst
from livechat.components.composer.away.place import FieldPlace, parse_place
from livechat.components.composer.field import sending_key
from livechat.internals.clients.field_tag import FieldTag
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.live.screens import Screens
from livechat.preferences.choices import DevicePreferences
from livechat.records import Person, SavedDraft
from tests.eventually import eventually
from tests.pages.elements import around_field, element_named, trigger
from tests.people import person, room
from tests.store.rows import add_messages


async def test_what_is_typed_is_kept_as_a_draft(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")

    await trigger(page, element_named(page, "Message"), "update:value", "hello")

    await eventually(lambda: chat.drafts.get(alice.id, harbour.id).body == "hello")


async def test_who_types_on_after_leaving_is_told_why_nothing_is_kept(
    chat: Chat, alice: Person, page: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)  # the page was opened long ago
    harbour = await room(chat, await person(chat, "Bob"), "Harbour", alice)
    await page.open(f"/rooms/{harbour.slug}")
    chat.directory.drop_member(alice.id, harbour.id)  # elsewhere, and this page has not heard of it yet

    await trigger(page, element_named(page, "Message"), "update:value", "hello")

    await page.should_see("Join the room to write in it.")
    assert list(chat.drafts) == []


async def test_the_page_of_a_room_can_be_asked_where_its_text_belongs(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    chat.drafts.put(alice.id, harbour.id, SavedDraft("half", "id-1"))
    await page.open(f"/rooms/{harbour.slug}")
    assert page.client is not None

    (tag,) = (found for found in page.client.layout.descendants() if isinstance(found, FieldTag))

    assert parse_place(str(tag.props["title"])) == FieldPlace(harbour.id, element_named(page, "Message").id, "id-1")


async def test_who_writes_far_above_the_newest_messages_comes_to_their_own(
    chat: Chat, screens: Screens, alice: Person, page: User
) -> None:
    harbour = await room(chat, alice)
    await add_messages(chat.db, harbour, alice, *(f"message {number}" for number in range(8 * BLOCK_ROWS)))
    first = (await chat.messages.list_page(alice.id, harbour.id, before=1))[0]
    await page.open(f"/rooms/{harbour.slug}?m={first.id}")
    screen = screens.room(alice.id, harbour.id)
    await eventually(lambda: screen.ready and len(screen.viewers) == 1)
    (viewer,) = screen.viewers
    screen.mount(viewer)
    await eventually(lambda: viewer.window is not None and not viewer.window.follows)

    await trigger(page, element_named(page, "Message"), "update:value", "down here")
    pressed = {"isComposing": False, "keyCode": 13}
    await trigger(page, around_field(element_named(page, "Message")), sending_key(DevicePreferences()), pressed)

    await eventually(lambda: viewer.window is not None and viewer.window.follows)
