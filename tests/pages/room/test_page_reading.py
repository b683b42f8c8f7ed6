"""When what a page shows counts as read: by what its viewer does, and by nothing else."""

import pytest
from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from livechat.chat import Chat
from livechat.components.commands import OpenMessageMenu, commanding
from livechat.components.style_rule import StyleRule, first_unread
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.pages.room.page_reading import ACT_COUNTS_SECONDS, ACTS, AWAY_AFTER_SECONDS
from livechat.preferences.choices import Landing, Preferences
from livechat.records import Person, RoomInfo
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.pages.elements import element, press, trigger
from tests.people import person, room, say


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    """Alice and Bob are in it."""
    return await room(chat, alice, "Harbour", bob)


def sentinel(page: User, end: str) -> ui.element | None:
    """What watches an end of the history."""
    assert page.client is not None
    found = [part for part in page.client.layout.descendants() if f"sentinel-{end}" in part.classes]
    return found[0] if found else None


def lines(page: User) -> str:
    """The rules of the viewer's own."""
    assert page.client is not None
    shown = [found for found in page.client.layout.descendants() if isinstance(found, StyleRule)]
    return "".join(str(rule.props["innerHTML"]) for rule in shown)


async def see(page: User, end: str, *, in_view: bool = True) -> None:
    """What watches an end comes into view, or goes out of it."""
    await eventually(lambda: sentinel(page, end) is not None)
    watching = sentinel(page, end)
    assert watching is not None
    await trigger(page, watching, "visibility", in_view)


async def mount(page: User) -> None:
    """The browser has the feed's place, so that one can land at a message."""
    assert page.client is not None
    for part in page.client.layout.descendants():
        if "history" in part.classes:
            await trigger(page, part, "vnodeMounted", {})


async def act(page: User, name: str = "pointerdown") -> None:
    await trigger(page, element(page, "room"), name, {})


def choose(page: User, label: str) -> None:
    """In the menu that is open."""
    items = page.find(kind=ui.menu_item).elements
    chosen = next(item for item in items if any(getattr(part, "text", "") == label for part in item.descendants()))
    UserInteraction(page, {chosen}, None).click()


async def go(page: User, path: str) -> None:
    with page.client:  # type: ignore[union-attr]
        ui.navigate.to(path)
    await settle()


@pytest.mark.parametrize("name", ACTS)
async def test_what_stands_before_the_eyes_is_read_by_whatever_one_does(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User, name: str
) -> None:
    await page.open(f"/rooms/{harbour.slug}")
    await see(page, "end")
    await say(chat, bob, harbour, "hello")
    await settle()
    assert chat.reading.count(alice.id, harbour.id) == 1

    await act(page, name)

    assert chat.reading.count(alice.id, harbour.id) == 0


async def test_what_is_out_of_view_is_not_read(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    await page.open(f"/rooms/{harbour.slug}")
    await see(page, "end")
    await see(page, "end", in_view=False)
    await say(chat, bob, harbour, "hello")
    await settle()

    await act(page)
    assert chat.reading.count(alice.id, harbour.id) == 1
    await see(page, "end")

    assert chat.reading.count(alice.id, harbour.id) == 0, "one has scrolled down"


async def test_a_sentinel_that_comes_into_view_by_itself_reads_nothing(
    chat: Chat, clock: FakeClock, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    await page.open(f"/rooms/{harbour.slug}")
    await act(page)
    await say(chat, bob, harbour, "hello")
    await clock.advance(ACT_COUNTS_SECONDS + 0.1)

    await see(page, "end")

    assert chat.reading.count(alice.id, harbour.id) == 1


async def test_who_reads_along_without_being_a_member_may_do_so(chat: Chat, bob: Person, page: User) -> None:
    theirs = await room(chat, bob, "Theirs")
    await say(chat, bob, theirs, "hello")
    await page.open(f"/rooms/{theirs.slug}")

    await see(page, "end")
    await act(page)

    await page.should_not_see(kind=ui.notification)
    assert lines(page) == ""


async def test_one_reads_to_the_end_of_the_last_block_that_was_seen(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    for number in range(3 * BLOCK_ROWS + 5):
        await chat.registry.get(harbour.id).post(bob, "hello", f"id-{number}")
    await page.open(f"/rooms/{harbour.slug}")
    await mount(page)
    assert first_unread(0) in lines(page)

    await act(page)
    assert chat.reading.first_unread(alice.id, harbour.id) == 0
    await see(page, "read")
    assert chat.reading.first_unread(alice.id, harbour.id) == BLOCK_ROWS
    watching = sentinel(page, "read")
    assert watching is not None
    assert watching.style["position-anchor"] == "--b1"
    await see(page, "read")

    assert chat.reading.first_unread(alice.id, harbour.id) == 2 * BLOCK_ROWS
    assert first_unread(0) in lines(page), "the line stays"


async def test_the_end_of_no_block_is_watched_while_that_of_all_is_in_view(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    for number in range(BLOCK_ROWS + 5):
        await chat.registry.get(harbour.id).post(bob, "hello", f"id-{number}")
    await page.open(f"/rooms/{harbour.slug}")
    await mount(page)
    await eventually(lambda: sentinel(page, "read") is not None)

    await see(page, "end")
    assert sentinel(page, "read") is None
    assert chat.reading.first_unread(alice.id, harbour.id) == 0

    await see(page, "end", in_view=False)
    await act(page)
    await see(page, "read")
    assert chat.reading.first_unread(alice.id, harbour.id) == BLOCK_ROWS


async def test_who_prefers_the_newest_does_not_land_at_the_first_unread(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    await chat.preferences.change(alice.id, Preferences(landing=Landing.NEWEST))
    await say(chat, bob, harbour, "hello")
    await settle()

    await page.open(f"/rooms/{harbour.slug}")

    await see(page, "end")  # without the feed's place being mounted: nothing is scrolled to
    assert first_unread(0) in lines(page)


async def test_what_is_marked_unread_is_not_read_by_this_page_until_one_enters_again(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    said = [await say(chat, bob, harbour, body) for body in ("one", "two", "three")]
    chat.reading.mark_all_read(alice.id, harbour.id)
    await page.open(f"/rooms/{harbour.slug}")
    await see(page, "end")

    await press(page, "room", commanding(OpenMessageMenu(said[1].id))["command"])
    await page.should_see("Mark unread")
    choose(page, "Mark unread")
    await eventually(lambda: chat.reading.count(alice.id, harbour.id) == 2)
    assert first_unread(1) in lines(page)
    await act(page)
    assert chat.reading.count(alice.id, harbour.id) == 2

    await go(page, "/")
    await go(page, f"/rooms/{harbour.slug}")
    await mount(page)
    await see(page, "end")

    assert chat.reading.count(alice.id, harbour.id) == 0, "entering by a click is doing something"


async def test_who_has_left_meanwhile_marks_nothing(chat: Chat, bob: Person, alice: Person, page: User) -> None:
    theirs = await room(chat, bob, "Theirs", alice)
    said = await say(chat, bob, theirs, "hello")
    await page.open(f"/rooms/{theirs.slug}")
    await press(page, "room", commanding(OpenMessageMenu(said.id))["command"])
    await page.should_see("Mark unread")
    await chat.memberships.leave(alice.id, theirs.id)

    choose(page, "Mark unread")

    await page.should_see(kind=ui.notification)
    assert chat.reading.count(alice.id, theirs.id) == 0


async def test_who_was_away_finds_the_line_where_they_stopped_and_who_is_there_sees_none(
    chat: Chat, clock: FakeClock, alice: Person, bob: Person, harbour: RoomInfo, page: User
) -> None:
    await page.open(f"/rooms/{harbour.slug}")
    await see(page, "end")
    await act(page)
    await say(chat, bob, harbour, "while she looks on")
    await settle()
    await act(page)
    assert lines(page) == ""

    await clock.advance(AWAY_AFTER_SECONDS)
    await say(chat, bob, harbour, "over lunch")
    await say(chat, bob, harbour, "and still")
    await settle()
    assert lines(page) == ""
    await act(page)

    assert first_unread(1) in lines(page)
    assert chat.reading.count(alice.id, harbour.id) == 0
