"""What buttons in shared markup say, and what pages make of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.components.commands import (
    BrowseEmoji,
    Command,
    ExplainWriting,
    JoinRoom,
    MakeRoom,
    OpenMessageMenu,
    PickEmoji,
    SendMessage,
    ShowMoreRooms,
    TakeCompletion,
    TogglePeople,
    ToggleReaction,
    command_in,
    commanding,
    parse_command,
)
from livechat.emoji.names import all_without_tones
from livechat.ids import MessageId

ids = st.integers(min_value=0, max_value=10**18 - 1)
emoji = st.sampled_from(all_without_tones())
commands = st.one_of(
    st.builds(MakeRoom),
    st.builds(ShowMoreRooms),
    st.builds(JoinRoom, ids),
    st.builds(TogglePeople),
    st.builds(ExplainWriting),
    st.builds(SendMessage),
    st.builds(OpenMessageMenu, ids),
    st.builds(BrowseEmoji),
    st.builds(TakeCompletion, ids),
    st.builds(PickEmoji, emoji),
    st.builds(ToggleReaction, ids, emoji),
)
spelled = st.from_regex(
    r"-{0,3}(new-room|more-rooms|join|people|explain|more|pick|complete|toggle|[a-z-]{0,9})-{0,2}\w{0,30}\n?",
    fullmatch=True,
)
anything = st.one_of(
    st.text(), spelled, st.none(), st.integers(), st.lists(st.text()), st.dictionaries(st.text(), st.text())
)

FOREIGN = [
    *("", "join-1", "--leave-1", "--new", "--people-1", "--new-room-1", "-" * 100_000),
    *("--join", "--join-", "--join-x", "--join-1-2", "--join--1", "--join-+1", "--join-1 ", "--join-1\n"),
    *("--pick", "--pick-7fffffff", "--pick-110000", "--tone-1", "--toggle-1", "--toggle-1f44d", "--toggle-1-110000"),
    *("--browse-1", "--browse-1f44d", "--more-1-1f44d", "--join-1-1f44d"),
    *("--join-²", "--join-٣", "--join-" + "9" * 19),
]


@given(commands)
def test_what_is_written_is_read(command: Command) -> None:
    assert parse_command(commanding(command)["command"]) == command
    assert command_in({"command": commanding(command)["command"]}) == command


@given(anything)
def test_nothing_that_a_page_is_told_raises(told: Any) -> None:
    command = parse_command(told)

    assert command is None or isinstance(command, Command)
    assert command_in(told) is None or isinstance(command_in(told), Command)


@pytest.mark.parametrize("text", FOREIGN)
def test_what_no_button_says_is_no_command(text: str) -> None:
    assert parse_command(text) is None


def test_a_button_names_the_element_that_hears_it() -> None:
    assert commanding(OpenMessageMenu(MessageId(7))) == {"type": "button", "commandfor": "room", "command": "--more-7"}
    assert commanding(MakeRoom()) == {"type": "button", "commandfor": "lobby", "command": "--new-room"}
