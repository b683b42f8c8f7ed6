"""What a button in shared markup asks of its page: written here into the button, and read here from its event."""

import re
import sys
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, get_args

from livechat.ids import MessageId, RoomId

# The pages' own elements that hear the commands.
LOBBY_ELEMENT_ID, ROOM_ELEMENT_ID, COMPOSER_ELEMENT_ID = "lobby", "room", "composer"
PINS_ELEMENT_ID = "pins"

MAX_CHARACTERS = 120
ID_MAX_DIGITS = 18  # fits the database's integers, and no long run of digits is ever read as a number
_SPELLING = re.compile(rf"--([a-z]+(?:-[a-z]+)*?)(?:-([0-9]{{1,{ID_MAX_DIGITS}}})((?:-[0-9a-f]{{2,6}})+)?)?")


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


@dataclass(frozen=True, slots=True)
class Reply:
    """Begin an answer to a message."""

    verb: ClassVar[str] = "reply"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID
    id: MessageId


@dataclass(frozen=True, slots=True)
class PickReaction:
    """Offer emoji to put under a message."""

    verb: ClassVar[str] = "react"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID
    id: MessageId


@dataclass(frozen=True, slots=True)
class ToggleReaction:
    """Put an emoji under a message that others have put there, or take one's own away."""

    verb: ClassVar[str] = "toggle"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID
    id: MessageId
    emoji: str


@dataclass(frozen=True, slots=True)
class ShowVersions:
    """Show what a message said before it was edited."""

    verb: ClassVar[str] = "versions"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID
    id: MessageId


@dataclass(frozen=True, slots=True)
class UndoDelete:
    """Take the deletion of a message back."""

    verb: ClassVar[str] = "undo"
    heard_by: ClassVar[str] = ROOM_ELEMENT_ID
    id: MessageId


@dataclass(frozen=True, slots=True)
class Unpin:
    """Keep a message at hand no longer."""

    verb: ClassVar[str] = "unpin"
    heard_by: ClassVar[str] = PINS_ELEMENT_ID
    id: MessageId


WithoutId: TypeAlias = MakeRoom | ShowMoreRooms | TogglePeople | ExplainWriting
OfMessage: TypeAlias = OpenMessageMenu | Reply | PickReaction | ShowVersions | UndoDelete | Unpin
Command: TypeAlias = WithoutId | JoinRoom | OfMessage | ToggleReaction

_WITHOUT_ID: dict[str, type[WithoutId]] = {command.verb: command for command in get_args(WithoutId)}
_OF_MESSAGE: dict[str, type[OfMessage]] = {command.verb: command for command in get_args(OfMessage)}


def commanding(command: Command) -> dict[str, str]:
    """The attributes of a button that gives the command, spelled as in `--more-7` or `--toggle-7-1f44d`."""
    words = [command.verb]
    if isinstance(command, JoinRoom | OfMessage | ToggleReaction):
        words.append(str(command.id))
    if isinstance(command, ToggleReaction):
        words += [f"{ord(character):x}" for character in command.emoji]
    return {"type": "button", "commandfor": command.heard_by, "command": f"--{'-'.join(words)}"}


def parse_command(text: object) -> Command | None:
    """The command that a page was told; None for what no button of ours says."""
    if not isinstance(text, str) or len(text) > MAX_CHARACTERS or (spelled := _SPELLING.fullmatch(text)) is None:
        return None
    match spelled.groups():
        case str(verb), None, None if verb in _WITHOUT_ID:
            return _WITHOUT_ID[verb]()
        case JoinRoom.verb, str(digits), None:
            return JoinRoom(RoomId(int(digits)))
        case str(verb), str(digits), None if verb in _OF_MESSAGE:
            return _OF_MESSAGE[verb](MessageId(int(digits)))
        case ToggleReaction.verb, str(digits), str(code_points):
            return _toggling(MessageId(int(digits)), code_points)
    return None


def command_in(args: Any) -> Command | None:
    """The command in what an event carries, as `.on("command", …, args=["command"])` delivers it."""
    return parse_command(args.get("command")) if isinstance(args, dict) else None


def _toggling(message_id: MessageId, code_points: str) -> ToggleReaction | None:
    numbers = [int(digits, 16) for digits in code_points.removeprefix("-").split("-")]
    if any(number > sys.maxunicode for number in numbers):
        return None
    return ToggleReaction(message_id, "".join(map(chr, numbers)))
