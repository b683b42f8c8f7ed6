"""The composer in its room: what is typed is kept, or it is said why not."""

import pytest
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.composer import opening_burst
from livechat.components.composer.away.place import FieldPlace, parse_place
from livechat.internals.clients.field_tag import FieldTag
from livechat.records import Person, SavedDraft
from tests.eventually import eventually
from tests.pages.elements import element_named, trigger
from tests.people import person, room


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
