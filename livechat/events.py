"""What happened, in the past tense, and the typed topics it is told on."""

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeAlias, TypeVar

from livechat.i18n.text import LazyText
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import Member, Person, PostedMessage, Reaction, RoomInfo, StorageTrouble


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """Something was said, and is stored."""

    wire_name: ClassVar[str] = "new_message"
    message: PostedMessage


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A message says something else now."""

    wire_name: ClassVar[str] = "message_edited"
    message: PostedMessage


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message was deleted; it comes a second time when that is final, and nothing of it is left."""

    wire_name: ClassVar[str] = "message_deleted"
    message: PostedMessage


@dataclass(frozen=True, slots=True)
class MessageRestored:
    """A deletion was undone: the message is as it was."""

    wire_name: ClassVar[str] = "message_restored"
    message: PostedMessage


@dataclass(frozen=True, slots=True)
class ReactionsChanged:
    """Somebody put an emoji under a message, or took theirs away; `reactions` are all that it has now."""

    wire_name: ClassVar[str] = "reactions_changed"
    message_id: MessageId
    position: int
    reactions: tuple[Reaction, ...]


@dataclass(frozen=True, slots=True)
class PinChanged:
    """A message was pinned, or is not any more."""

    wire_name: ClassVar[str] = "pin_changed"
    message_id: MessageId
    position: int
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class TypingStarted:
    """Somebody began to write in a room."""

    wire_name: ClassVar[str] = "user_typing"
    room_id: RoomId
    person: Person


@dataclass(frozen=True, slots=True)
class TypingStopped:
    """Somebody writes no more, or has sent it."""

    wire_name: ClassVar[str] = "user_stopped_typing"
    room_id: RoomId
    person: Person


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Who came (first tab) and who went (last tab)."""

    wire_name: ClassVar[str] = "presence_diff"
    room_id: RoomId
    joins: tuple[Person, ...]
    leaves: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class RoomCreated:
    """There is a new room."""

    wire_name: ClassVar[str] = "room_created"
    room: RoomInfo


@dataclass(frozen=True, slots=True)
class RoomUpdated:
    """A room has another name or description, or became private or public."""

    wire_name: ClassVar[str] = "room_updated"
    room: RoomInfo


@dataclass(frozen=True, slots=True)
class RoomDeleted:
    """A room is gone with all that was said in it; `room` is how it was."""

    wire_name: ClassVar[str] = "room_deleted"
    room: RoomInfo


@dataclass(frozen=True, slots=True)
class RoomActive:
    """Something was said in the room."""

    wire_name: ClassVar[str] = "room_active"
    room: RoomInfo


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Somebody joined (`member` is set) or is no longer in the room."""

    wire_name: ClassVar[str] = "membership_changed"
    room: RoomInfo
    person: Person
    member: Member | None


@dataclass(frozen=True, slots=True)
class PersonUpdated:
    """Somebody is new, or shown differently from now on."""

    wire_name: ClassVar[str] = "person_updated"
    person: Person


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A sign-in is over; `reason` is the sentence its open pages show."""

    wire_name: ClassVar[str] = "session_ended"
    session_id: int
    user_id: UserId
    reason: LazyText


@dataclass(frozen=True, slots=True)
class StorageChanged:
    """The disk began to give trouble, gives other trouble, or gives none any more."""

    wire_name: ClassVar[str] = "storage_changed"
    trouble: StorageTrouble | None


@dataclass(frozen=True, slots=True)
class PreferencesChanged:
    """A person has chosen something for all their pages."""

    wire_name: ClassVar[str] = "preferences_changed"
    user_id: UserId


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """Something was chosen at one signed-in browser, or is known of it now."""

    wire_name: ClassVar[str] = "device_changed"
    user_id: UserId
    session_id: int


@dataclass(frozen=True, slots=True)
class ServerZoneChanged:
    """The server has another time zone, by its IANA name."""

    wire_name: ClassVar[str] = "server_zone_changed"
    zone: str


@dataclass(frozen=True, slots=True)
class UnreadChanged:
    """Other messages of the room are unread for somebody, or for all its members where nobody is named."""

    wire_name: ClassVar[str] = "unread_changed"
    room_id: RoomId
    user_id: UserId | None = None


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """Somebody has begun to write in a room, or has sent or removed what they had begun."""

    wire_name: ClassVar[str] = "draft_changed"
    room_id: RoomId
    user_id: UserId


MessageEvent: TypeAlias = (
    MessagePosted | MessageEdited | MessageDeleted | MessageRestored | ReactionsChanged | PinChanged
)
RoomEvent: TypeAlias = (
    MessageEvent | TypingStarted | TypingStopped | RoomUpdated | RoomDeleted | MembershipChanged | PersonUpdated
)
LobbyEvent: TypeAlias = RoomCreated | RoomUpdated | RoomDeleted | RoomActive | MembershipChanged
MarkEvent: TypeAlias = UnreadChanged | DraftChanged
PreferenceEvent: TypeAlias = PreferencesChanged | DeviceChanged | ServerZoneChanged
UserEvent: TypeAlias = RoomCreated | RoomUpdated | RoomDeleted | MembershipChanged | SessionEnded | PersonUpdated

E_co = TypeVar("E_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Topic(Generic[E_co]):
    """A channel of the bus; its type says which events it carries."""

    name: str


LOBBY: Topic[LobbyEvent] = Topic("rooms:lobby")
"""Public rooms only: what concerns a private one goes to its members by `user_topic`."""

ROOMS: Topic[LobbyEvent] = Topic("rooms")
"""Every room, private ones too: for services, which show it to nobody but those concerned."""

SESSIONS: Topic[SessionEnded] = Topic("sessions")

PEOPLE: Topic[PersonUpdated] = Topic("people")

STORAGE: Topic[StorageChanged] = Topic("storage")

PREFERENCES: Topic[PreferenceEvent] = Topic("preferences")
"""Everybody's: for services, which tell each person of their own."""

MARKS: Topic[MarkEvent] = Topic("marks")
"""What people's own rooms are marked with: for services and screens, which tell each person of their own."""

PRESENCE: Topic[PresenceChanged] = Topic("presence")
"""Every room's presence, private ones' too: for services and the lobby, which shows counts to those concerned."""


def room_topic(room_id: RoomId) -> Topic[RoomEvent]:
    """What happens in a room, for those who may read it."""
    return Topic(f"room:{room_id}")


def presence_topic(room_id: RoomId) -> Topic[PresenceChanged]:
    """Who comes to a room and who goes."""
    return Topic(f"room:{room_id}:presence")


def user_topic(user_id: UserId) -> Topic[UserEvent]:
    """What concerns one person alone."""
    return Topic(f"user:{user_id}")
