"""Changing a message where new ones are written: which text the field shows, and where what is typed belongs."""

import asyncio

import pytest
from nicegui.testing import User

from livechat.components.composer import opening_burst
from livechat.components.composer.away.place import parse_place
from livechat.components.composer.field import ESCAPE, UP
from livechat.components.composer.modes.message_editing import DELETED_MEANWHILE, SAVE_FIRST
from livechat.errors import Forbidden, RateLimited
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, UserId
from livechat.records import Deletion, SavedDraft, SavedEdit
from livechat.services.messages.editing import EMPTY
from tests.components.composer.desk import Desk, Room, message, unconnected_desk
from tests.eventually import eventually
from tests.fakes import settle

FIRST, SECOND = MessageId(1), MessageId(2)
EDITING = "Editing your message"

pytestmark = pytest.mark.usefixtures("opened_long_ago")


@pytest.fixture
def opened_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)


@pytest.fixture
def room(room: Room) -> Room:
    """Two messages have been said."""
    room.open.set()
    room.messages = {FIRST: message(FIRST, "one"), SECOND: message(SECOND, "two")}
    return room


async def begun(desk: Desk) -> None:
    """Up has been pressed, and its text has arrived."""
    await desk.press(UP)
    await eventually(lambda: desk.note == EDITING)
    await desk.show()


def said(room: Room) -> list[str]:
    return [found.body for found in room.messages.values()]


async def test_up_shows_the_last_message_and_enter_saves_it(desk: Desk, room: Room) -> None:
    await begun(desk)
    assert desk.field.written == "two"
    assert room.edit == SavedEdit(SECOND, "two")

    await desk.write("two!")
    assert room.edit == SavedEdit(SECOND, "two!")
    await desk.press_enter()

    await eventually(lambda: room.edit is None)
    assert said(room) == ["one", "two!"]
    assert (desk.note, desk.field.written, room.draft.body) == (None, "", "")


async def test_up_where_something_is_written_changes_nothing(desk: Desk, room: Room) -> None:
    await desk.write("text")

    await desk.press(UP)
    await settle()

    assert desk.note is None
    assert room.edit is None


async def test_up_where_one_has_said_nothing_changes_nothing_and_holds_no_key_back(desk: Desk, room: Room) -> None:
    room.messages = {}

    await desk.press(UP)
    await desk.write("text")

    await eventually(lambda: room.draft.body == "text")
    assert desk.note is None


async def test_keys_between_up_and_its_answer_belong_to_the_message(desk: Desk, room: Room) -> None:
    await desk.press(UP)
    await desk.write("!")
    await desk.press_enter()
    await desk.write("!next")

    await eventually(lambda: said(room) == ["one", "two!"])
    await eventually(lambda: room.draft.body == "next")


async def test_up_waits_for_the_message_that_is_on_its_way(desk: Desk, room: Room) -> None:
    room.open.clear()
    await desk.write("three")
    await desk.press_enter()

    await desk.press(UP)
    await settle()
    assert desk.note is None
    room.open.set()

    await eventually(lambda: desk.note == EDITING)
    assert room.edit == SavedEdit(MessageId(3), "three")


@pytest.mark.parametrize("way_out", ["escape", "button", "enter"])
async def test_who_leaves_an_unchanged_message_is_back_at_the_draft(desk: Desk, room: Room, way_out: str) -> None:
    await desk.write("half a draft")
    await desk.composer.edit(FIRST)
    await desk.show()
    assert desk.field.written == "one"

    await {"escape": lambda: desk.press(ESCAPE), "button": desk.leave, "enter": desk.press_enter}[way_out]()

    assert (desk.note, desk.field.written) == (None, "half a draft")
    assert (room.edit, room.draft.body) == (None, "half a draft")
    assert said(room) == ["one", "two"]


async def test_an_emptied_message_is_not_saved_and_says_why(desk: Desk, room: Room) -> None:
    await begun(desk)

    await desk.write("")
    await desk.press_enter()

    assert desk.lines() == {"alert": str(EMPTY)}
    assert desk.note == EDITING
    assert said(room) == ["one", "two"]


async def test_a_message_that_is_too_long_stays_to_be_made_shorter(desk: Desk, room: Room) -> None:
    await begun(desk)

    await desk.write("01234567890")
    await desk.press_enter()

    assert desk.lines() == {"alert": "A message has at most 10 characters; this one has 11."}
    assert room.edit == SavedEdit(SECOND, "01234567890")


async def test_what_could_not_be_saved_is_shown_again_with_the_reason(desk: Desk, room: Room) -> None:
    room.error = RateLimited(2_000)
    await begun(desk)
    await desk.write("two!")

    await desk.press_enter()

    await eventually(lambda: desk.note == EDITING and desk.lines() != {})
    await desk.show()
    await eventually(lambda: desk.field.written == "two!")
    assert "Try again" in desk.lines()["alert"]


async def test_what_could_not_be_saved_does_not_come_in_the_way_of_what_is_typed_since(desk: Desk, room: Room) -> None:
    room.open.clear()
    room.error = RateLimited(2_000)
    await begun(desk)
    await desk.write("two!")
    await desk.press_enter()
    await desk.write("two!new")
    room.open.set()

    await eventually(lambda: "alert" in desk.lines())

    assert desk.note is None
    assert (room.draft.body, room.edit) == ("new", SavedEdit(SECOND, "two!"))


async def test_the_text_of_a_message_that_is_gone_when_it_is_saved_is_a_draft(desk: Desk, room: Room) -> None:
    room.error = Forbidden(lazy_gettext("This message was deleted."))
    await begun(desk)
    await desk.write("two!")

    await desk.press_enter()

    await eventually(lambda: desk.lines() == {"alert": str(DELETED_MEANWHILE)})
    assert (room.draft.body, room.edit, desk.note) == ("two!", None, None)


async def test_the_text_of_a_message_that_is_deleted_while_one_types_is_a_draft_under_an_id_of_its_own(
    desk: Desk, room: Room
) -> None:
    await desk.write("before")
    await desk.composer.edit(FIRST)
    await desk.show()
    await desk.write("one!")
    gone = message(FIRST, "", deletion=Deletion(UserId(2), message(FIRST, "").inserted_at, is_final=False))

    desk.composer.message_changed(gone)

    assert desk.lines() == {"alert": str(DELETED_MEANWHILE)}
    assert (room.edit, desk.note) == (None, None)
    assert room.draft.body == "before\none!"
    place = parse_place(str(desk.tag.props["title"]))
    assert place is not None
    assert place.client_message_id == room.draft.client_message_id


async def test_another_message_is_not_changed_by_the_way(desk: Desk, room: Room) -> None:
    await begun(desk)
    await desk.write("two!")

    await desk.composer.edit(FIRST)
    desk.composer.reply(room.messages[FIRST])

    assert desk.lines() == {"alert": str(SAVE_FIRST)}
    assert room.edit == SavedEdit(SECOND, "two!")
    assert room.draft.reply_to_id is None


async def test_an_unchanged_message_is_left_for_another(desk: Desk, room: Room) -> None:
    await begun(desk)

    await desk.composer.edit(FIRST)

    assert room.edit == SavedEdit(FIRST, "one")


async def test_a_page_that_is_opened_while_a_message_is_changed_shows_that(page: User, room: Room) -> None:
    room.keep_edit(SavedEdit(FIRST, "one and"))
    room.save(SavedDraft("half", "id-1"))

    desk = unconnected_desk(page, room)
    await desk.connect()

    assert (desk.note, desk.field.written) == (EDITING, "one and")
    place = parse_place(str(desk.tag.props["title"]))
    assert place is not None
    assert place.edited_id == FIRST
    await desk.press(ESCAPE)
    assert (desk.note, desk.field.written) == (None, "half")


async def test_a_page_that_is_opened_after_the_message_was_deleted_has_its_text_as_a_draft(
    page: User, room: Room
) -> None:
    room.keep_edit(SavedEdit(MessageId(9), "one and"))

    desk = unconnected_desk(page, room)
    await desk.connect()

    await eventually(lambda: room.draft.body == "one and")
    assert (desk.note, room.edit) == (None, None)


# Two tabs


async def test_a_tab_where_nothing_is_written_follows_into_the_edit_and_out_of_it(
    tabs: tuple[Desk, Desk], room: Room
) -> None:
    here, there = tabs
    await begun(here)
    await eventually(lambda: (there.note, there.field.written) == (EDITING, "two"))
    await there.show()
    await here.write("two!")
    await eventually(lambda: there.field.written == "two!")
    await there.show()
    await here.press_enter()

    await eventually(lambda: (there.note, there.field.written) == (None, ""))
    assert said(room) == ["one", "two!"]


async def test_a_tab_where_something_is_written_is_left_alone(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    await there.write("mine")
    await eventually(lambda: here.field.written == "mine")
    await here.show()
    await here.composer.edit(SECOND)
    await here.show()
    await here.write("two!")
    await settle()

    assert there.note is None
    await there.press_enter()
    await eventually(lambda: "mine" in said(room))
    assert room.edit == SavedEdit(SECOND, "two!")


async def test_where_both_change_one_message_both_texts_stand(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    await begun(here)
    await eventually(lambda: there.note == EDITING)
    await there.show()
    await here.write("two h")
    await eventually(lambda: there.field.written == "two h")
    await there.show()

    await there.write("two h there")
    await here.write("two here")

    assert room.edit == SavedEdit(SECOND, "two h there\ntwo here")


async def test_a_page_that_goes_while_its_last_message_is_looked_for_keeps_what_was_typed(
    desk: Desk, room: Room
) -> None:
    room.open.clear()
    await desk.write("sent")
    await desk.press_enter()
    await desk.press(UP)
    await desk.write("sent more")

    desk.composer.dispose()
    room.open.set()
    await asyncio.sleep(0)

    assert "more" in room.draft.body
