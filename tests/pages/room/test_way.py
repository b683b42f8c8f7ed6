"""To messages of the room that is shown: nothing is built anew, whatever address one follows."""

from datetime import timedelta
from functools import partial

import pytest
from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.style_rule import highlighted
from livechat.ids import MessageId
from livechat.pages.room.linked_row import GESTURES, HEARD_ONCE
from livechat.pages.room.messages.actions import has_clipboard
from livechat.records import Person
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.pages.elements import element, element_named, trigger
from tests.pages.room.test_view import choose, rules
from tests.people import person, room, say


def marked(page: User, message_id: MessageId) -> bool:
    return highlighted(message_id) in rules(page)


async def follow(page: User, path: str) -> None:
    assert page.client is not None
    with page.client:
        ui.navigate.to(path)
    await settle()


async def test_a_link_within_the_room_builds_nothing_anew(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    first, second = [await say(chat, alice, harbour, text) for text in ("first", "second")]
    await page.open(f"/rooms/{harbour.slug}?m={first.id}")
    await eventually(lambda: marked(page, first.id))
    before = element(page, "room"), element_named(page, "Message")

    await follow(page, f"/rooms/{harbour.slug}?m={second.id}")
    await eventually(lambda: marked(page, second.id))
    assert not marked(page, first.id)
    await follow(page, f"/rooms/{harbour.slug}")
    await eventually(lambda: rules(page) == [])

    assert (element(page, "room"), element_named(page, "Message")) == before


@pytest.mark.parametrize("gesture", GESTURES)
async def test_the_mark_goes_with_the_first_move_and_comes_back_with_the_same_link(
    chat: Chat, alice: Person, page: User, gesture: str
) -> None:
    harbour = await room(chat, alice)
    message = await say(chat, alice, harbour, "hello")
    path = f"/rooms/{harbour.slug}?m={message.id}"
    await page.open(path)
    for _ in range(2):
        await eventually(lambda: marked(page, message.id))
        await trigger(page, element(page, "room"), gesture + HEARD_ONCE, {})
        assert not marked(page, message.id)
        await follow(page, path)


async def test_an_address_that_names_no_message_of_the_room_leads_to_the_newest_and_says_so(
    chat: Chat, alice: Person, page: User
) -> None:
    harbour, attic = await room(chat, alice, "Harbour"), await room(chat, alice, "Attic")
    elsewhere = await say(chat, alice, attic, "in the attic")
    message = await say(chat, alice, harbour, "hello")
    await page.open(f"/rooms/{harbour.slug}?m={message.id}")

    await follow(page, f"/rooms/{harbour.slug}?m={elsewhere.id}")

    await page.should_see("That message is not in this room.")
    assert rules(page) == []


async def test_the_same_is_said_where_the_page_begins_with_it(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)

    await page.open(f"/rooms/{harbour.slug}?m=999")

    await page.should_see("That message is not in this room.")


async def test_who_may_not_read_any_more_is_told_so(chat: Chat, alice: Person, page: User) -> None:
    bob = await person(chat, "Bob")
    harbour = await room(chat, bob, "Harbour", alice)
    message = await say(chat, bob, harbour, "hello")
    await page.open(f"/rooms/{harbour.slug}")
    await chat.supervisor.stop_child(f"screen of room {harbour.id} in UTC")  # so that nobody is told
    await chat.rooms.edit(bob.id, harbour.id, name="Harbour", description="", is_private=True)
    chat.directory.drop_member(alice.id, harbour.id)

    await follow(page, f"/rooms/{harbour.slug}?m={message.id}")

    await page.should_see("That message is not in this room.")
    assert not marked(page, message.id)


async def test_a_day_leads_to_its_first_message(chat: Chat, alice: Person, page: User, clock: FakeClock) -> None:
    harbour = await room(chat, alice)
    said = []
    for _ in range(3):
        said += [await say(chat, alice, harbour, text) for text in ("one", "two")]
        clock.set_forward(timedelta(days=2).total_seconds())
    await page.open(f"/rooms/{harbour.slug}")

    # Each leads elsewhere than the one before, so that it is waited for.
    for day, number in (("2026-11-25", 2), ("1999-01-01", 0), ("2026-11-26", 2), ("2030-01-01", 5)):
        choose(page, "Jump to date")
        await trigger(page, next(iter(page.find(kind=ui.date).elements)), "update:modelValue", day)
        await eventually(partial(marked, page, said[number].id))


@pytest.mark.parametrize("forged", ["", "x", "2026-13-40", None, 7, {"from": "2026-01-01"}, "0001-01-01", "9999-12-31"])
async def test_what_is_no_day_leads_nowhere(chat: Chat, alice: Person, page: User, forged: object) -> None:
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")

    choose(page, "Jump to date")
    await trigger(page, next(iter(page.find(kind=ui.date).elements)), "update:modelValue", forged)

    if isinstance(forged, str) and forged[4:5] == "-" and forged != "2026-13-40":
        await page.should_see("Nothing has been said here yet.")
    assert rules(page) == []


def test_only_pages_of_safe_addresses_have_a_clipboard() -> None:
    assert has_clipboard("https://chat.example.org/rooms/harbour?m=1")
    assert has_clipboard("http://localhost:8080/rooms/harbour?m=1")
    assert not has_clipboard("http://192.0.2.7:8080/rooms/harbour?m=1")
