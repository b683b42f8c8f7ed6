"""What a room's page makes of presses on emoji, also of those that no button of it gives."""

from typing import Any

import pytest
from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from livechat.chat import Chat
from livechat.components.commands import (
    EMOJI_ELEMENT_ID,
    ROOM_ELEMENT_ID,
    BrowseEmoji,
    Command,
    OpenMessageMenu,
    PickEmoji,
    PickReaction,
    ToggleReaction,
    commanding,
)
from livechat.components.emoji.people import ReactionPeople
from livechat.components.emoji.picker import EmojiPicker
from livechat.components.emoji.quick_row import QuickRow
from livechat.ids import MessageId
from livechat.preferences.choices import SkinTone
from livechat.records import Person, PostedMessage, RoomInfo
from tests.eventually import eventually
from tests.pages.elements import element_named, field, press, trigger
from tests.people import person, room, say


async def give(page: User, command: Command) -> None:
    await press(page, command.heard_by, commanding(command)["command"])


def shown(page: User, kind: type[ui.element]) -> bool:
    assert page.client is not None
    found = [each for each in page.client.layout.descendants() if isinstance(each, kind)]
    return any(getattr(each, "value", True) for each in found)  # a menu that closes is there until its browser says so


def html_of(page: User, css_class: str) -> str:
    assert page.client is not None
    found = [each for each in page.client.layout.descendants() if css_class in each.classes]
    return "".join(str(each.props.get("innerHTML", "")) for each in found)


async def reactions(chat: Chat, who: Person, message: PostedMessage) -> dict[str, list[str]]:
    listed = await chat.reactions.list_people(who.id, message.room_id, message.id)
    return {emoji: [each.display_name for each in people] for emoji, people in listed}


async def shows(chat: Chat, who: Person, message: PostedMessage, expected: dict[str, list[str]]) -> None:
    async def as_expected() -> bool:
        return await reactions(chat, who, message) == expected

    await eventually(as_expected)


@pytest.fixture
async def harbour(chat: Chat, alice: Person, page: User) -> RoomInfo:
    """Open before Alice."""
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")
    return harbour


@pytest.fixture
async def message(chat: Chat, alice: Person, harbour: RoomInfo) -> PostedMessage:
    return await say(chat, alice, harbour, "hello")


async def test_the_quick_row_puts_an_emoji_there(chat: Chat, alice: Person, page: User, message: PostedMessage) -> None:
    await give(page, PickReaction(message.id))
    await eventually(lambda: shown(page, QuickRow))
    await give(page, PickEmoji("👍"))

    await shows(chat, alice, message, {"👍": ["Alice"]})


async def test_the_strip_takes_ones_own_away(chat: Chat, alice: Person, page: User, message: PostedMessage) -> None:
    await chat.reactions.react(alice.id, message.room_id, message.id, "👍")
    await give(page, ToggleReaction(message.id, "👍"))

    await shows(chat, alice, message, {})


async def test_the_picker_searches_takes_the_first_on_enter_and_is_gone(
    chat: Chat, alice: Person, page: User, message: PostedMessage
) -> None:
    await give(page, PickReaction(message.id))
    await eventually(lambda: shown(page, QuickRow))
    await give(page, BrowseEmoji())
    await eventually(lambda: shown(page, EmojiPicker))
    assert not shown(page, QuickRow)
    assert "thumbs up" in html_of(page, "emoji-all")

    search = field(page, "Search emoji")
    search.value = "party pop"
    assert "party popper" in html_of(page, "emoji-matches")
    search.value = "qqq"
    assert "No emoji is called that." in html_of(page, "emoji-matches")
    await trigger(page, search, "keydown.enter", None)
    assert await reactions(chat, alice, message) == {}
    search.value = "party pop"
    await trigger(page, search, "keydown.enter", None)

    await shows(chat, alice, message, {"🎉": ["Alice"]})


async def test_a_skin_tone_is_shown_at_once_and_remembered(
    chat: Chat, alice: Person, page: User, message: PostedMessage
) -> None:
    await give(page, PickReaction(message.id))
    await eventually(lambda: shown(page, QuickRow))
    await give(page, BrowseEmoji())
    await eventually(lambda: shown(page, EmojiPicker))
    await trigger(page, element_named(page, "Medium skin tone"), "click", None)

    await eventually(lambda: "👍🏽" in html_of(page, "emoji-all"))
    await eventually(lambda: chat.directory.preferences(alice.id).skin_tone is SkinTone.MEDIUM)
    assert "thumbs up medium skin tone" in html_of(page, "emoji-all")


async def test_the_menu_tells_who_put_what_there(chat: Chat, alice: Person, page: User, message: PostedMessage) -> None:
    bob = await person(chat, "<b>Bob</b>")
    await chat.memberships.join(bob.id, message.room_id)
    await chat.reactions.react(bob.id, message.room_id, message.id, "👍")
    await give(page, OpenMessageMenu(message.id))
    await page.should_see("Reactions")
    item = next(each for each in page.find(kind=ui.menu_item).elements if "Reactions" in texts_in(each))
    UserInteraction(page, {item}, None).click()
    await eventually(lambda: shown(page, ReactionPeople))

    assert "&lt;b&gt;Bob&lt;/b&gt;" in html_of(page, "reaction-people")


def texts_in(item: ui.element) -> list[str]:
    return [str(getattr(part, "text", "")) for part in item.descendants()]


async def test_the_menu_of_a_message_without_reactions_does_not_offer_them(page: User, message: PostedMessage) -> None:
    await give(page, OpenMessageMenu(message.id))
    await page.should_see(kind=ui.menu_item)

    await page.should_not_see("Reactions")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (lambda message: ToggleReaction(message.id, "x"), "This is not an emoji"),
        (lambda message: ToggleReaction(MessageId(999), "👍"), "There is nothing here"),
    ],
)
async def test_what_no_button_gives_is_refused_with_a_sentence(
    chat: Chat, alice: Person, page: User, message: PostedMessage, command: Any, sentence: str
) -> None:
    await give(page, command(message))

    await page.should_see(sentence)
    assert await reactions(chat, alice, message) == {}


async def test_a_reader_is_told_to_join(chat: Chat, alice: Person, page: User) -> None:
    bob = await person(chat, "Bob")
    quay = await room(chat, bob, "Quay")
    message = await say(chat, bob, quay, "hello")
    await page.open(f"/rooms/{quay.slug}")

    for command in (PickReaction(message.id), ToggleReaction(message.id, "👍")):
        await press(page, ROOM_ELEMENT_ID, commanding(command)["command"])
        await page.should_see("Join the room to write in it.")
    assert not shown(page, QuickRow)
    assert await reactions(chat, alice, message) == {}


async def test_who_left_meanwhile_puts_nothing_there_by_a_picker_that_is_still_open(
    chat: Chat, alice: Person, page: User, message: PostedMessage
) -> None:
    bob = await person(chat, "Bob")
    quay = await room(chat, bob, "Quay", alice)
    said = await say(chat, bob, quay, "hello")
    await page.open(f"/rooms/{quay.slug}")
    await give(page, PickReaction(said.id))
    await eventually(lambda: shown(page, QuickRow))

    await chat.memberships.leave(alice.id, quay.id)
    await press(page, EMOJI_ELEMENT_ID, commanding(PickEmoji("👍"))["command"])

    await page.should_see("Join the room to write in it.")
    assert await reactions(chat, bob, said) == {}
