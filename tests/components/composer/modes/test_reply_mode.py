"""Answering a message: the draft knows what it answers, and so does what becomes of it."""

import pytest
from nicegui.testing import User

from livechat.components.composer import opening_burst
from livechat.components.composer.away.place import parse_place
from livechat.components.composer.field import ESCAPE
from livechat.errors import RateLimited
from livechat.ids import MessageId, UserId
from livechat.records import Deletion, SavedDraft
from tests.components.composer.desk import Desk, Room, message, unconnected_desk
from tests.eventually import eventually

FIRST = MessageId(1)
NOTE = "Reply to Alice"


@pytest.fixture(autouse=True)
def opened_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)


@pytest.fixture
def room(room: Room) -> Room:
    room.open.set()
    room.messages = {FIRST: message(FIRST, "one")}
    return room


async def test_an_answer_is_sent_as_one_and_the_next_message_is_none(desk: Desk, room: Room) -> None:
    desk.composer.reply(room.messages[FIRST])
    assert desk.note == NOTE
    assert (room.draft.body, room.draft.reply_to_id) == ("", FIRST)

    await desk.write("yes")
    await desk.press_enter()
    await desk.write("yesand")
    await desk.press_enter()

    await eventually(lambda: len(room.stored) == 2)
    assert room.answered == [FIRST, None]
    assert desk.note is None


async def test_what_is_begun_elsewhere_under_an_id_answers_nothing_else_under_it(desk: Desk, room: Room) -> None:
    await desk.write("yes")
    before = room.draft.client_message_id

    desk.composer.reply(room.messages[FIRST])

    assert room.draft.client_message_id != before
    place = parse_place(str(desk.tag.props["title"]))
    assert place is not None
    assert (place.client_message_id, place.reply_to_id) == (room.draft.client_message_id, FIRST)


@pytest.mark.parametrize("way_out", ["escape", "button"])
async def test_it_is_cancelled_and_the_text_stays(desk: Desk, room: Room, way_out: str) -> None:
    desk.composer.reply(room.messages[FIRST])
    await desk.write("yes")

    await (desk.press(ESCAPE) if way_out == "escape" else desk.leave())

    assert desk.note is None
    assert (room.draft.body, room.draft.reply_to_id) == ("yes", None)


async def test_a_refused_answer_still_answers(desk: Desk, room: Room) -> None:
    room.error = RateLimited(1_000)
    desk.composer.reply(room.messages[FIRST])
    await desk.write("yes")

    await desk.press_enter()

    await eventually(lambda: "alert" in desk.lines())
    await eventually(lambda: desk.note == NOTE)
    assert (room.draft.body, room.draft.reply_to_id) == ("yes", FIRST)


async def test_a_page_that_is_opened_again_says_whom_one_answers(page: User, room: Room) -> None:
    room.save(SavedDraft("yes", "id-1", FIRST))

    desk = unconnected_desk(page, room)

    await eventually(lambda: desk.note == NOTE)


async def test_what_is_answered_and_not_there_any_more_is_not_answered(page: User, room: Room) -> None:
    room.save(SavedDraft("yes", "id-1", MessageId(9)))

    desk = unconnected_desk(page, room)

    await eventually(lambda: room.draft.reply_to_id is None)
    assert (desk.note, room.draft.body) == (None, "yes")


async def test_the_note_follows_what_becomes_of_the_message(desk: Desk, room: Room) -> None:
    desk.composer.reply(room.messages[FIRST])
    assert "one" in excerpt(desk)

    desk.composer.message_changed(message(FIRST, "one & <b>"))
    assert "one &amp; &lt;b&gt;" in excerpt(desk) or "one &amp;" in excerpt(desk)
    gone = message(FIRST, "", deletion=Deletion(UserId(1), message(FIRST, "").inserted_at, is_final=False))
    desk.composer.message_changed(gone)

    assert "deleted message" in excerpt(desk)
    assert "one" not in excerpt(desk)


async def test_the_other_tab_answers_the_same_and_then_nothing(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    here.composer.reply(room.messages[FIRST])
    await eventually(lambda: there.note == NOTE)

    await here.press(ESCAPE)

    await eventually(lambda: there.note is None)


def excerpt(desk: Desk) -> str:
    """What the note says, as HTML."""
    (words,) = (found for found in desk.composer.descendants() if "composer-mode-words" in found.classes)
    return str(words.props["innerHTML"])
