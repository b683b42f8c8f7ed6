"""What a button in shared markup asks of its page: written here into the button, and read here from its event."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, get_args

from livechat.ids import MessageId, RoomId

# The pages' own elements that hear the commands.
LOBBY_ELEMENT_ID, ROOM_ELEMENT_ID, COMPOSER_ELEMENT_ID = "lobby", "room", "composer"

MAX_CHARACTERS = 40
ID_MAX_DIGITS = 18  # fits the database's integers, and no long run of digits is ever read as a number
_SPELLING = re.compile(rf"--([a-z]+(?:-[a-z]+)*)(?:-([0-9]{{1,{ID_MAX_DIGITS}}}))?")


@dataclass(frozen=True, slots=True)
class MakeRoom:
    """Open the dialog that makes a room."""

    verb: ClassVar[str] = "new-room"
    heard_by: ClassVar[str] = LOBBY_ELEMENT_ID


@dataclass(frozen=True, slots=True)
class ShowMoreRooms:
    """Show the public rooms that come next in the lobby."""

    verb: ClassVar[str] = "more-rooms"
    heard_by: ClassVar[str] = LOBBY_ELEMENT_ID


@dataclass(frozen=True, slots=True)
class JoinRoom:
    """Become a member."""

    verb: ClassVar[str] = "join"
    heard_by: ClassVar[str] = LOBBY_ELEMENT_ID
    id: RoomId


@dataclass(frozen=True, slots=True)
class TogglePeople:
    """Hide the list of people beside the room, or show it again."""

    verb: ClassVar[str] = "people"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID


@dataclass(frozen=True, slots=True)
class ExplainWriting:
    """Show what one can write."""

    verb: ClassVar[str] = "explain"
    heard_by: ClassVar[str] = COMPOSER_ELEMENT_ID


@dataclass(frozen=True, slots=True)
class OpenMessageMenu:
    """Offer what one may do with a message."""

    verb: ClassVar[str] = "more"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID
    id: MessageId


WithoutId: TypeAlias = MakeRoom | ShowMoreRooms | TogglePeople | ExplainWriting
Command: TypeAlias = WithoutId | JoinRoom | OpenMessageMenu

_WITHOUT_ID: dict[str, type[WithoutId]] = {command.verb: command for command in get_args(WithoutId)}


def commanding(command: Command) -> dict[str, str]:
    """The attributes of a button that gives the command, spelled as in `--more-7`."""
    number = f"-{command.id}" if isinstance(command, JoinRoom | OpenMessageMenu) else ""
    return {"type": "button", "commandfor": command.heard_by, "command": f"--{command.verb}{number}"}


def parse_command(text: object) -> Command | None:
    """The command that a page was told; None for what no button of ours says."""
    if not isinstance(text, str) or len(text) > MAX_CHARACTERS or (spelled := _SPELLING.fullmatch(text)) is None:
        return None
    match spelled.groups():
        case str(verb), None if verb in _WITHOUT_ID:
            return _WITHOUT_ID[verb]()
        case JoinRoom.verb, str(digits):
            return JoinRoom(RoomId(int(digits)))
        case OpenMessageMenu.verb, str(digits):
            return OpenMessageMenu(MessageId(int(digits)))
    return None


def command_in(args: Any) -> Command | None:
    """The command in what an event carries, as `.on("command", …, args=["command"])` delivers it."""
    return parse_command(args.get("command")) if isinstance(args, dict) else None
