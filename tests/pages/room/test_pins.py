"""Pinned messages on a page: what is offered to whom, and the panel that follows."""

from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.commands import OpenMessageMenu, Unpin, commanding
from livechat.components.room.pins import PinsPanel
from livechat.models import Role
from livechat.records import Member, Person, PostedMessage
from tests.components.markup import Node, read
from tests.eventually import eventually
from tests.pages.elements import press
from tests.pages.room.test_view import choose
from tests.people import person, room, say


async def press_more(page: User, message: PostedMessage) -> None:
    await press(page, "room", commanding(OpenMessageMenu(message.id))["command"])


def offered(page: User) -> set[str]:
    """What the menu offers that is open."""
    assert page.client is not None
    menus = [found for found in page.client.elements.values() if isinstance(found, ui.menu) and found.value]
    items = [found for menu in menus[-1:] for found in menu.descendants() if isinstance(found, ui.menu_item)]
    return {str(getattr(part, "text", "")) for item in items for part in item.descendants()}


def panels(page: User) -> list[PinsPanel]:
    assert page.client is not None
    return [found for found in page.client.elements.values() if isinstance(found, PinsPanel)]


def shown(page: User) -> list[Node]:
    """The rows of the panel that is open."""
    (panel,) = panels(page)
    return [read(str(row.props["innerHTML"])) for row in panel.descendants() if "pin" in row.classes]


def texts(page: User) -> list[str]:
    return [row.one("p", class_="pin-excerpt").text for row in shown(page)] if panels(page) else []


async def test_administrators_are_offered_to_pin_and_to_unpin(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    message = await say(chat, alice, harbour, "hello")
    await page.open(f"/rooms/{harbour.slug}")

    await press_more(page, message)
    await eventually(lambda: "Pin" in offered(page))
    await chat.pins.pin(alice.id, harbour.id, message.id)
    await press_more(page, message)

    await eventually(lambda: "Unpin" in offered(page))
    assert "Pin" not in offered(page)


async def test_members_are_offered_neither(chat: Chat, alice: Person, page: User) -> None:
    bob = await person(chat, "Bob")
    harbour = await room(chat, bob, "Harbour", alice)
    message = await say(chat, alice, harbour, "hello")
    await page.open(f"/rooms/{harbour.slug}")

    await press_more(page, message)
    await eventually(lambda: "Copy link" in offered(page))

    assert not {"Pin", "Unpin"} & offered(page)


async def test_the_panel_follows_while_it_is_open(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    first, second = [await say(chat, alice, harbour, text) for text in ("first", "second")]
    await page.open(f"/rooms/{harbour.slug}")
    choose(page, "Pinned messages")
    await page.should_see("Close")
    assert texts(page) == []

    await chat.pins.pin(alice.id, harbour.id, first.id)
    await eventually(lambda: texts(page) == ["first"])
    await chat.pins.pin(alice.id, harbour.id, second.id)
    await eventually(lambda: len(texts(page)) == 2)
    assert {row.one("a").attributes["href"] for row in shown(page)} == {
        f"/rooms/{harbour.slug}?m={message.id}" for message in (first, second)
    }
    await press(page, "pins", commanding(Unpin(first.id))["command"])
    await eventually(lambda: texts(page) == ["second"])

    await chat.editing.edit(alice.id, harbour.id, second.id, "second thoughts")
    await eventually(lambda: texts(page) == ["second thoughts"])
    await chat.deletion.delete(alice.id, harbour.id, second.id)

    await eventually(lambda: texts(page) == [])


async def test_a_members_forged_command_unpins_nothing(chat: Chat, alice: Person, page: User) -> None:
    bob = await person(chat, "Bob")
    harbour = await room(chat, bob, "Harbour", alice)
    message = await say(chat, bob, harbour, "hello")
    await chat.pins.pin(bob.id, harbour.id, message.id)
    await page.open(f"/rooms/{harbour.slug}")
    choose(page, "Pinned messages")
    await eventually(lambda: texts(page) == ["hello"])
    assert not shown(page)[0].all("button")

    for place in ("pins", "room"):
        await press(page, place, commanding(Unpin(message.id))["command"])

    assert len(await chat.pins.list_pinned(bob.id, harbour.id)) == 1


async def test_who_is_no_administrator_any_more_is_told_so(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    message = await say(chat, alice, harbour, "hello")
    await chat.pins.pin(alice.id, harbour.id, message.id)
    await page.open(f"/rooms/{harbour.slug}")
    choose(page, "Pinned messages")
    await eventually(lambda: texts(page) == ["hello"])

    chat.directory.put_member(Member(harbour.id, alice.id, Role.MEMBER, chat.clock.now()))
    await press(page, "pins", commanding(Unpin(message.id))["command"])

    await page.should_see("Only an administrator of the room may change it.")
    assert texts(page) == ["hello"]


async def test_what_others_are_called_stays_text(chat: Chat, alice: Person, page: User) -> None:
    eve = await person(chat, '"><script>alert(1)</script>')
    harbour = await room(chat, alice, "Harbour", eve)
    message = await say(chat, eve, harbour, "<img src=x onerror=alert(1)>")
    await chat.pins.pin(alice.id, harbour.id, message.id)
    await page.open(f"/rooms/{harbour.slug}")

    choose(page, "Pinned messages")
    await eventually(lambda: len(texts(page)) == 1)

    assert not shown(page)[0].all("script")
    assert not shown(page)[0].all("img")
