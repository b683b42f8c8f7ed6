"""A composer on a page of NiceGUI's simulated user: what it says, and which draft it shows."""

import pytest
from nicegui.testing import User

from livechat.components.commands import SendMessage, commanding
from livechat.components.composer import field, notes, opening_burst
from livechat.components.composer.away.place import KEYS_BEFORE_FIELD
from livechat.components.composer.field import sending_key
from livechat.components.composer.notes import NOT_YET
from livechat.errors import Forbidden
from livechat.i18n.text import lazy_gettext
from livechat.preferences.choices import DevicePreferences
from livechat.records import SavedDraft
from tests.components.composer.desk import Browser, Desk, Room, unconnected_desk
from tests.eventually import eventually
from tests.fakes import settle
from tests.pages.elements import around_field, trigger


async def test_a_message_that_takes_long_is_spoken_of_until_it_is_stored(
    desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "PATIENCE_SECONDS", 0.01)
    await desk.write("hello")
    await desk.press_enter()
    await eventually(lambda: desk.lines() == {"status": str(NOT_YET)})

    room.open.set()

    await eventually(lambda: desk.lines() == {})
    assert [text for text, _ in room.stored] == ["hello"]


async def test_a_message_that_is_refused_in_the_end_is_back_with_the_reason(
    desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "PATIENCE_SECONDS", 0.01)
    room.error = Forbidden(lazy_gettext("Join the room to write in it."))
    await desk.write("hello")
    await desk.press_enter()
    await eventually(lambda: desk.lines() == {"status": str(NOT_YET)})

    room.open.set()

    await eventually(lambda: desk.lines() == {"alert": "Join the room to write in it."})
    assert room.draft.body == "hello"


async def test_a_message_that_is_stored_at_once_is_not_spoken_of(desk: Desk, room: Room) -> None:
    room.open.set()
    await desk.write("hello")
    await desk.press_enter()
    await eventually(lambda: len(room.stored) == 1)

    assert desk.lines() == {}


async def test_a_server_that_has_forgotten_the_page_can_tell_whose_keys_it_hears(desk: Desk, room: Room) -> None:
    assert around_field(desk.field).id == desk.field.id - KEYS_BEFORE_FIELD


@pytest.mark.parametrize("key", [{"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}])
async def test_an_enter_that_confirms_a_word_sends_nothing_and_the_next_one_does(
    desk: Desk, page: User, room: Room, key: dict[str, object]
) -> None:
    room.open.set()
    await desk.write("日本")
    await trigger(page, around_field(desk.field), sending_key(DevicePreferences()), key)
    assert room.draft.body == "日本"

    await desk.press_enter()

    await eventually(lambda: [text for text, _ in room.stored] == ["日本"])


async def test_the_button_beside_the_field_sends(desk: Desk, page: User, room: Room) -> None:
    room.open.set()
    await desk.write("by hand")

    await trigger(page, desk.composer, "command", {"command": commanding(SendMessage())["command"]})

    await eventually(lambda: [text for text, _ in room.stored] == ["by hand"])


async def test_the_length_is_that_of_the_setting_and_counts_what_the_rule_counts(desk: Desk, room: Room) -> None:
    room.open.set()
    await desk.write("\n0123456789A \n")
    await desk.press_enter()
    assert desk.lines() == {"alert": "A message has at most 10 characters; this one has 11."}

    await desk.write("\n0123456789 \n")
    await desk.press_enter()

    await eventually(lambda: len(room.stored) == 1)
    assert desk.lines() == {}


async def test_a_page_that_was_built_before_the_last_keys_came_shows_them_when_its_socket_comes(
    page: User, room: Room
) -> None:
    room.draft = SavedDraft("half", "id-1")
    desk = unconnected_desk(page, room)
    room.draft = SavedDraft("half a sentence", "id-2")

    await desk.connect()

    assert desk.field.written == "half a sentence"
    assert desk.tag.props["title"] == f"7 {desk.field.id} id-2"


async def test_the_page_can_be_asked_where_its_text_belongs(desk: Desk, room: Room) -> None:
    room.open.set()
    assert desk.tag.props["title"] == f"7 {desk.field.id} id-0"
    await desk.write("one")
    await desk.press_enter()
    await eventually(lambda: desk.field.written == "")
    await desk.write("two")

    assert room.stored == [("one", "id-0")]
    assert desk.tag.props["title"] == f"7 {desk.field.id} {room.draft.client_message_id}"
    assert room.draft.client_message_id != "id-0"


async def test_an_enter_that_overtook_its_text_on_a_page_that_was_just_opened_sends_it(
    page: User, room: Room, browser: Browser
) -> None:
    room.open.set()
    browser.shows = "hello"
    desk = unconnected_desk(page, room)
    await desk.connect()

    await desk.press_enter()
    await desk.write("hello")

    await eventually(lambda: [text for text, _ in room.stored] == ["hello"])


async def test_the_first_moments_are_over_when_nothing_has_come_since_the_browser_was_asked(
    page: User, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "LONGEST_SECONDS", 60.0)
    room.open.set()
    browser.shows = "hello"
    browser.answers.clear()
    desk = unconnected_desk(page, room)
    await desk.connect()
    await desk.write("hel")
    await desk.press_enter()
    await eventually(lambda: browser.questions == 1)

    await desk.write("hello")
    browser.answers.set()
    browser.answers.clear()
    await eventually(lambda: browser.questions == 2)
    await desk.write("he")
    browser.answers.set()

    await eventually(lambda: [text for text, _ in room.stored] == ["hello"])
    assert browser.questions == 3


@pytest.mark.parametrize("shown", ["hello", "hell", None])
async def test_of_keys_that_overtook_one_another_on_a_page_that_was_just_opened_the_browser_knows_the_last(
    page: User, room: Room, browser: Browser, shown: str | None
) -> None:
    browser.shows = shown
    desk = unconnected_desk(page, room)
    await desk.connect()

    for value in ("hell", "hello", "he"):
        await desk.write(value)

    await eventually(lambda: room.draft.body == (shown or "hello"))


async def test_a_browser_that_does_not_answer_keeps_nobody_from_sending(
    page: User, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "LONGEST_SECONDS", 0.1)
    room.open.set()
    browser.answers.clear()
    desk = unconnected_desk(page, room)
    await desk.connect()

    await desk.press_enter()
    await desk.write("hello")

    await eventually(lambda: [text for text, _ in room.stored] == ["hello"])


async def test_what_was_typed_in_the_first_moments_counts_also_when_the_field_goes(page: User, room: Room) -> None:
    desk = unconnected_desk(page, room)
    await desk.connect()
    await desk.write("hello")

    desk.composer.dispose()

    assert room.draft.body == "hello"


async def test_on_a_page_that_has_been_open_for_long_nothing_waits(
    page: User, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    desk = unconnected_desk(page, room)
    await desk.connect()

    await desk.write("hello")

    assert room.draft.body == "hello"


# Two tabs


async def test_a_tab_that_is_not_typed_in_follows_and_the_other_is_left_alone(
    tabs: tuple[Desk, Desk], room: Room
) -> None:
    here, there = tabs

    await here.write("half a sentence")

    await eventually(lambda: there.field.written == "half a sentence")
    assert here.field.written == ""  # nothing was written there, so that its caret has not moved
    assert there.tag.text.endswith(room.draft.client_message_id)


async def test_where_both_were_typed_in_both_texts_stand_once_nobody_types(
    tabs: tuple[Desk, Desk], room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tabs
    await here.write("we")
    await eventually(lambda: there.field.written == "we")
    await there.show()
    await there.write("we there")  # and from here on both are typed in
    await here.write("we here")
    assert room.draft.body == "we there\nwe here"
    await there.write("we there too")
    assert room.draft.body == "we there too\nwe here"
    assert (here.field.written, there.field.written) == ("", "we")

    monkeypatch.setattr(field, "STILL_SECONDS", 0.0)
    await here.write("we here too")

    await eventually(lambda: here.field.written == there.field.written == "we there too\nwe here too")


async def test_a_key_that_crosses_what_another_tab_typed_goes_below_it(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    await there.write("there")
    await eventually(lambda: here.field.written == "there")

    await here.write("h")  # typed before that arrived

    assert room.draft.body == "there\nh"


async def test_what_one_tab_sends_leaves_the_other(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    room.open.set()
    await here.write("hello")
    await eventually(lambda: there.field.written == "hello")
    await there.show()

    await here.press_enter()

    await eventually(lambda: there.field.written == "" and room.draft.body == "")
    assert [text for text, _ in room.stored] == ["hello"]


async def test_both_send_what_both_show_under_one_id(tabs: tuple[Desk, Desk], room: Room) -> None:
    here, there = tabs
    await here.write("hello")
    await eventually(lambda: there.field.written == "hello")

    await here.press_enter()
    await there.press_enter()
    room.open.set()

    await eventually(lambda: len(room.stored) == 2)
    assert len(set(room.stored)) == 1


async def test_a_tab_whose_line_is_broken_follows_when_it_is_heard_again(
    page: User, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    desk = unconnected_desk(page, room)
    await desk.connect()
    await desk.write("typed")
    monkeypatch.setattr(field, "STILL_SECONDS", 0.0)
    desk.disconnect()
    room.save(SavedDraft("typed elsewhere", "id-elsewhere"))
    await settle()
    assert desk.field.written == ""

    browser.shows = "typed offline"
    await desk.connect()

    await eventually(lambda: room.draft.body == "typed elsewhere\ntyped offline")
    await eventually(lambda: desk.field.written == "typed elsewhere\ntyped offline")


async def test_a_last_key_of_the_page_before_shows_in_the_one_that_is_open_already(
    page: User, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    before = unconnected_desk(page, room)
    await before.connect()
    await before.write("half of i")
    after = unconnected_desk(page, room)
    await after.connect()
    assert after.field.written == "half of i"  # built with it

    await before.write("half of it")

    await eventually(lambda: after.field.written == "half of it")


async def test_no_write_has_the_key_of_an_element_beside_it(desk: Desk, room: Room) -> None:
    room.open.set()
    beside = {str(child.id) for child in desk.composer if child is not desk.tag}
    seen = [desk.tag.props["key"]]
    for number in range(max(map(int, beside))):
        await desk.write(f"number {number}")
        await desk.press_enter()
        await eventually(lambda: desk.tag.props["key"] != seen[-1])
        seen.append(desk.tag.props["key"])
        await desk.show()

    assert not set(map(str, seen)) & beside
