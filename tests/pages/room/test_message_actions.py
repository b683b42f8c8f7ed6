"""What a page is asked of a message by its buttons, also by those that no page of ours has."""

import pytest
import sqlalchemy as sa
from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.commands import ROOM_ELEMENT_ID, OpenMessageMenu, Reply, commanding
from livechat.ids import MessageId
from livechat.records import Person, RoomInfo
from tests.eventually import eventually
from tests.pages.elements import menu_item, press, trigger
from tests.people import person, room, say


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    return await room(chat, bob, "Harbour", alice)


async def ask(page: User, command: OpenMessageMenu | Reply) -> None:
    await press(page, ROOM_ELEMENT_ID, str(commanding(command)["command"]))


def labels(page: User) -> list[str]:
    items = page.find(kind=ui.menu_item).elements
    return [text for item in items for part in item.descendants() if (text := getattr(part, "text", ""))]


def note(page: User) -> str | None:
    assert page.client is not None
    notes = [found for found in page.client.layout.descendants() if found.props.get("role") == "note"]
    return str(notes[0].props["aria-label"]) if notes else None


async def test_edit_is_offered_at_ones_own_messages_and_shows_them_in_the_composer(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    mine, theirs = await say(chat, alice, harbour, "mine"), await say(chat, bob, harbour, "theirs")
    await page.open(f"/rooms/{harbour.slug}")
    await ask(page, OpenMessageMenu(theirs.id))
    await page.should_see(kind=ui.menu_item)
    assert "Edit" not in labels(page)

    await ask(page, OpenMessageMenu(mine.id))
    await eventually(lambda: "Edit" in labels(page))
    await trigger(page, menu_item(page, "Edit"), "click", {})

    await eventually(lambda: note(page) == "Editing your message")
    assert chat.edit_drafts.get(alice.id, harbour.id) is not None


async def test_nobody_answers_a_deleted_message_or_one_of_another_room_or_none(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    attic = await room(chat, bob, "Attic", is_private=True)
    secret, gone = await say(chat, bob, attic, "secret"), await say(chat, bob, harbour, "gone")
    async with chat.db.write() as tx:
        await tx.execute(sa.text("UPDATE message SET deleted_at = inserted_at WHERE body = 'gone'"))
    await page.open(f"/rooms/{harbour.slug}")

    for message_id in (secret.id, gone.id, MessageId(99)):
        await ask(page, Reply(message_id))

    assert note(page) is None
    assert chat.drafts.get(alice.id, harbour.id).reply_to_id is None


async def test_who_reads_along_answers_and_edits_nothing(chat: Chat, bob: Person, page: User) -> None:
    quay = await room(chat, bob, "Quay")
    theirs = await say(chat, bob, quay, "theirs")
    await page.open(f"/rooms/{quay.slug}")

    await ask(page, Reply(theirs.id))
    await ask(page, OpenMessageMenu(theirs.id))

    await page.should_see(kind=ui.menu_item)
    assert "Edit" not in labels(page)
    assert note(page) is None
