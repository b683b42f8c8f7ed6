"""What a button in shared markup asks of its page: written here into the button, and read here from its event."""

import re
import sys
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, get_args

from livechat.ids import MessageId, RoomId

# The pages' own elements that hear the commands.
LOBBY_ELEMENT_ID, ROOM_ELEMENT_ID, COMPOSER_ELEMENT_ID, EMOJI_ELEMENT_ID = "lobby", "room", "composer", "emoji"
PINS_ELEMENT_ID = "pins"

MAX_CHARACTERS = 120
ID_MAX_DIGITS = 18  # fits the database's integers, and no long run of digits is ever read as a number
_SPELLING = re.compile(rf"--([a-z]+(?:-[a-z]+)*?)(?:-([0-9]{{1,{ID_MAX_DIGITS}}}))?((?:-[0-9a-f]{{2,6}})+)?")


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
class SendMessage:
    """Send what is written."""

    verb: ClassVar[str] = "send"
    heard_by: ClassVar[str] = COMPOSER_ELEMENT_ID


@dataclass(frozen=True, slots=True)
class BrowseEmoji:
    """Offer all emoji, where some are offered."""

    verb: ClassVar[str] = "browse"
    heard_by: ClassVar[str] = EMOJI_ELEMENT_ID


@dataclass(frozen=True, slots=True)
class PickEmoji:
    """Take one of the emoji that are offered."""

    verb: ClassVar[str] = "pick"
    heard_by: ClassVar[str] = EMOJI_ELEMENT_ID
    emoji: str


@dataclass(frozen=True, slots=True)
class TakeCompletion:
    """Let the word that is being typed become what is offered at this place."""

    verb: ClassVar[str] = "complete"
    heard_by: ClassVar[str] = COMPOSER_ELEMENT_ID
    number: int


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


WithoutId: TypeAlias = MakeRoom | ShowMoreRooms | TogglePeople | ExplainWriting | SendMessage | BrowseEmoji
OfMessage: TypeAlias = OpenMessageMenu | Reply | PickReaction | ShowVersions | UndoDelete | Unpin
Command: TypeAlias = WithoutId | JoinRoom | OfMessage | ToggleReaction | PickEmoji | TakeCompletion

_WITHOUT_ID: dict[str, type[WithoutId]] = {command.verb: command for command in get_args(WithoutId)}
_OF_MESSAGE: dict[str, type[OfMessage]] = {command.verb: command for command in get_args(OfMessage)}


def commanding(command: Command) -> dict[str, str]:
    """The attributes of a button that gives the command, as in `--more-7`, `--toggle-7-1f44d` or `--pick-1f44d`."""
    words = [command.verb]
    if isinstance(command, JoinRoom | OfMessage | ToggleReaction):
        words.append(str(command.id))
    if isinstance(command, TakeCompletion):
        words.append(str(command.number))
    if isinstance(command, ToggleReaction | PickEmoji):
        words += [f"{ord(character):x}" for character in command.emoji]
    return {"type": "button", "commandfor": command.heard_by, "command": f"--{'-'.join(words)}"}


def parse_command(text: object) -> Command | None:
    """The command that a page was told; None for what no button of ours says."""
    if not isinstance(text, str) or len(text) > MAX_CHARACTERS or (spelled := _SPELLING.fullmatch(text)) is None:
        return None
    verb, digits, code_points = spelled.groups()
    if verb == PickEmoji.verb:
        return _picking(f"-{digits or ''}{code_points or ''}")  # the first code point may look like a number
    if digits is None:
        return _WITHOUT_ID[verb]() if verb in _WITHOUT_ID and code_points is None else None
    return _numbered(verb, int(digits), code_points)


def _numbered(verb: str, number: int, code_points: str | None) -> Command | None:
    if code_points is not None:
        emoji = _characters(code_points)
        return ToggleReaction(MessageId(number), emoji) if verb == ToggleReaction.verb and emoji else None
    match verb:
        case JoinRoom.verb:
            return JoinRoom(RoomId(number))
        case TakeCompletion.verb:
            return TakeCompletion(number)
    return _OF_MESSAGE[verb](MessageId(number)) if verb in _OF_MESSAGE else None


def _picking(code_points: str) -> PickEmoji | None:
    emoji = _characters(code_points)
    return PickEmoji(emoji) if emoji else None


def command_in(args: Any) -> Command | None:
    """The command in what an event carries, as `.on("command", …, args=["command"])` delivers it."""
    return parse_command(args.get("command")) if isinstance(args, dict) else None


def _characters(code_points: str) -> str:
    """What is spelled as in `-1f44d-1f3fd`; "" where it is no text."""
    numbers = [int(digits, 16) for digits in code_points.split("-") if digits]
    return "".join(map(chr, numbers)) if all(number <= sys.maxunicode for number in numbers) else ""
