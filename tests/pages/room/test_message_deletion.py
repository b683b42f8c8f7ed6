"""What a page offers and does where messages are deleted, and what it does with commands that nobody's page gives."""

import pytest
from nicegui import ui
from nicegui.element import Element
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from livechat.chat import Chat
from livechat.components.message.delete_dialog import DeleteMessage
from livechat.pages.room.messages.menu import MessageMenu
from livechat.records import Person, PostedMessage, RoomInfo
from livechat.services.messages.deletion import BY_ANOTHER, TOO_LATE
from livechat.services.messages.erasure import UNDO_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.pages.elements import press
from tests.people import person, room, say


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    """Bob's, in which Alice is a member."""
    return await room(chat, bob, "Harbour", alice)


async def menu_of(page: User, message: PostedMessage) -> dict[str, ui.menu_item]:
    """What is behind "More" in the message's row."""
    target = f"#m{message.id} .message-actions"  # the menu of another message may still be closing

    def menus() -> list[Element]:
        assert page.client is not None
        shown = page.client.elements.values()
        return [menu for menu in shown if isinstance(menu, MessageMenu) and menu.props["target"] == target]

    await press(page, "room", f"--more-{message.id}")
    await eventually(lambda: bool(menus()))
    [menu] = menus()
    items = [item for item in menu.descendants() if isinstance(item, ui.menu_item)]
    return {str(getattr(part, "text", "")): item for item in items for part in item.descendants()}


async def is_deleted(chat: Chat, message: PostedMessage) -> bool:
    return (await chat.messages.get(message.author.id, message.room_id, message.id)).is_deleted


async def test_ones_own_message_goes_at_once_and_comes_back(
    chat: Chat, alice: Person, page: User, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "a slip")
    await page.open("/rooms/harbour")

    UserInteraction(page, {(await menu_of(page, message))["Delete"]}, None).click()
    await eventually(lambda: is_deleted(chat, message))
    await press(page, "room", f"--undo-{message.id}")

    async def is_back() -> bool:
        return not await is_deleted(chat, message)

    await eventually(is_back)


async def test_what_one_may_not_delete_is_not_offered_nor_what_is_deleted(
    chat: Chat, alice: Person, bob: Person, page: User, harbour: RoomInfo
) -> None:
    others, own = await say(chat, bob, harbour, "his"), await say(chat, alice, harbour, "hers")
    await chat.deletion.delete(alice.id, harbour.id, own.id)
    await page.open("/rooms/harbour")

    assert "Delete" not in await menu_of(page, others)
    assert "Delete" not in await menu_of(page, own)


async def test_an_administrator_is_asked_first(
    chat: Chat, alice: Person, bob: Person, page: User, clock: FakeClock
) -> None:
    attic = await room(chat, alice, "Attic", bob)
    message = await say(chat, bob, attic, "his")
    await page.open("/rooms/attic")

    UserInteraction(page, {(await menu_of(page, message))["Delete"]}, None).click()
    await page.should_see(kind=DeleteMessage)
    await page.should_see("It was written by Bob, and goes for everybody. You can undo it for ten seconds.")
    assert not await is_deleted(chat, message)
    page.find(kind=ui.button, content="Delete").click()

    await eventually(lambda: is_deleted(chat, message))


async def test_an_undo_that_nobody_was_offered_is_refused_with_a_sentence(
    chat: Chat, alice: Person, bob: Person, page: User, harbour: RoomInfo, clock: FakeClock
) -> None:
    others, own = await say(chat, bob, harbour, "his"), await say(chat, alice, harbour, "hers")
    await chat.deletion.delete(bob.id, harbour.id, others.id)
    await chat.deletion.delete(alice.id, harbour.id, own.id)
    await page.open("/rooms/harbour")

    await press(page, "room", f"--undo-{others.id}")
    await page.should_see(str(BY_ANOTHER))
    await clock.advance(UNDO_SECONDS)
    await press(page, "room", f"--undo-{own.id}")
    await page.should_see(str(TOO_LATE))

    assert await is_deleted(chat, others)
    assert await is_deleted(chat, own)


async def test_a_message_that_was_deleted_meanwhile_is_not_deleted_again(
    chat: Chat, alice: Person, bob: Person, page: User, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "hers")
    await page.open("/rooms/harbour")
    items = await menu_of(page, message)
    await chat.deletion.delete(bob.id, harbour.id, message.id)

    UserInteraction(page, {items["Delete"]}, None).click()

    await page.should_see("This message was deleted.")
