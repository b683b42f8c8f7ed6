"""The composer in its room: what is typed is kept, or it is said why not."""

from nicegui.testing import User

from livechat.chat import Chat
from livechat.records import Person
from tests.pages.elements import element_named, trigger
from tests.people import person, room


async def test_what_is_typed_is_kept_as_a_draft(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")

    await trigger(page, element_named(page, "Message"), "update:value", "hello")

    assert chat.drafts.get(alice.id, harbour.id).body == "hello"


async def test_who_types_on_after_leaving_is_told_why_nothing_is_kept(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, await person(chat, "Bob"), "Harbour", alice)
    await page.open(f"/rooms/{harbour.slug}")
    chat.directory.drop_member(alice.id, harbour.id)  # elsewhere, and this page has not heard of it yet

    await trigger(page, element_named(page, "Message"), "update:value", "hello")

    await page.should_see("Join the room to write in it.")
    assert list(chat.drafts) == []
