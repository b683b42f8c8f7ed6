"""What leaves the store: frozen values, safe to keep across an await and to share between viewers."""

from dataclasses import dataclass, field
from datetime import datetime

from livechat.errors import Trouble
from livechat.ids import MessageId, RoomId, UserId
from livechat.models import Role
from livechat.preferences.choices import DevicePreferences


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as others see them."""

    id: UserId
    display_name: str
    avatar_url: str = ""
    about: str = ""
    is_admin: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody as they see themselves, and as an administrator does."""

    id: UserId
    email: str
    display_name: str
    about: str
    avatar_url: str
    is_admin: bool
    is_active: bool
    inserted_at: datetime
    last_seen_at: datetime | None

    @property
    def person(self) -> Person:
        return Person(self.id, self.display_name, self.avatar_url, self.about, self.is_admin, self.is_active)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; the secret that opens it is known to its holder only."""

    id: int
    user_id: UserId
    remembered: bool
    device: str
    address: str
    inserted_at: datetime
    last_used_at: datetime
    expires_at: datetime
    preferences: DevicePreferences = field(default_factory=DevicePreferences)


@dataclass(frozen=True, slots=True)
class RoomInfo:
    """A room as its table has it."""

    id: RoomId
    name: str
    description: str
    slug: str
    creator_id: UserId
    is_private: bool
    inserted_at: datetime


@dataclass(frozen=True, slots=True)
class Permissions:
    """What somebody may do in a room at this moment; the verbs ask again."""

    is_member: bool
    may_edit: bool
    may_delete: bool
    may_moderate: bool  # delete what others have said


@dataclass(frozen=True, slots=True)
class Member:
    """One person's membership of one room."""

    room_id: RoomId
    user_id: UserId
    role: Role
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji under a message, and who put it there, the first of them first."""

    emoji: str
    people: tuple[UserId, ...]


@dataclass(frozen=True, slots=True)
class Deletion:
    """That a message was deleted. Until it `is_final` its text is kept where nobody reads it, and `by` may undo it."""

    by: UserId
    at: datetime
    is_final: bool


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A stored message with its author. `html` is its body as the renderer of `html_version` made it, if any.

    A deleted one has no text. `reply_to` is the message that it answers, as that is now, without what hangs on it;
    `linked` are the first few that its text links to and every reader of its room may read, in the same way.
    """

    id: MessageId
    room_id: RoomId
    position: int
    author: Person
    body: str
    client_message_id: str
    inserted_at: datetime
    attachment_url: str = ""
    html: str = ""
    html_version: int | None = None
    edited_at: datetime | None = None
    deletion: Deletion | None = None
    reply_to: "PostedMessage | None" = None
    reactions: tuple[Reaction, ...] = ()
    is_pinned: bool = False
    linked: "tuple[PostedMessage, ...]" = ()

    @property
    def is_deleted(self) -> bool:
        return self.deletion is not None


@dataclass(frozen=True, slots=True)
class PinnedMessage:
    """A message that its room keeps at hand, and who pinned it."""

    message: PostedMessage
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message on its way into the store."""

    room_id: RoomId
    user_id: UserId
    body: str
    client_message_id: str
    inserted_at: datetime
    html: str = ""
    html_version: int | None = None
    reply_to_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What somebody is writing in a room; sending it again under the same id makes no second message."""

    body: str
    client_message_id: str
    reply_to_id: MessageId | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.body and self.reply_to_id is None


@dataclass(frozen=True, slots=True)
class SavedEdit:
    """What somebody is making of a message of their own."""

    message_id: MessageId
    body: str


@dataclass(frozen=True, slots=True)
class MessageVersion:
    """What a message says or said, and since when."""

    body: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A message that matches, best first; `rank` is FTS5's bm25 (smaller is better).

    `words` are those of it that match. `excerpt` is the place where it does, in pieces, each with whether it is one of
    the words; empty while nobody has looked for it.
    """

    message: PostedMessage
    rank: float
    words: frozenset[str] = frozenset()
    excerpt: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class StorageTrouble:
    """What is wrong with the disk or the database, and since when it is known."""

    reason: Trouble
    since: datetime

    @property
    def refuses(self) -> bool:
        """Whether nothing can be stored; otherwise it is a warning."""
        return self.reason is not Trouble.NEARLY_FULL
