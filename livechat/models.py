"""The tables. Rows stay inside `livechat.store`; what leaves it are the frozen records of `livechat.records`."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    DDL,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
    UniqueConstraint,
    event,
    text,
)
from sqlmodel import Field, SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware moment, kept as UTC: SQLite by itself forgets the zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Role(StrEnum):
    """What a member may do in a room."""

    ADMIN = "admin"
    MEMBER = "member"


class TokenKind(StrEnum):
    """What a secret opens: a session, the claim of the server, or one sign-in without a password."""

    SESSION = "session"
    SETUP = "setup"
    SIGN_IN_LINK = "sign_in_link"


def _key() -> Any:
    return Field(default=None, primary_key=True)


def _reference(table: str, *, primary_key: bool = False, index: bool = False) -> Any:
    cascade = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Field(sa_type=Integer, sa_column_args=(cascade,), primary_key=primary_key, index=index)


class User(SQLModel, table=True):
    """A person's account."""

    __tablename__: ClassVar[Any] = "user"

    id: int | None = _key()
    email: str = Field(unique=True)  # casefolded
    hashed_password: str
    display_name: str
    about: str = ""
    avatar_url: str = ""  # the address of our own picture route, empty for initials
    is_admin: bool = False  # of the server
    is_active: bool = True
    inserted_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    preferences: str | None = None  # JSON of `livechat.preferences`; none while nothing was chosen


class UserToken(SQLModel, table=True):
    """A secret that opens something; only its SHA-256 is kept."""

    __tablename__: ClassVar[Any] = "user_token"

    id: int | None = _key()
    user_id: int | None = Field(
        default=None, sa_type=Integer, sa_column_args=(ForeignKey("user.id", ondelete="CASCADE"),), index=True
    )  # none while the server is unclaimed
    kind: TokenKind = Field(sa_type=String)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    remembered: bool = False
    device: str = ""
    address: str = ""
    inserted_at: datetime = Field(sa_type=UtcDateTime)
    last_used_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    preferences: str | None = None  # of the device, as the person's


class ServerSetting(SQLModel, table=True):
    """What was chosen for the whole server in the product; it wins over the environment."""

    __tablename__: ClassVar[Any] = "server_setting"

    name: str = Field(primary_key=True)
    value: str


class SignInSource(SQLModel, table=True):
    """An address or device where an account has signed in before: a guesser elsewhere cannot lock it out."""

    __tablename__: ClassVar[Any] = "known_origin"

    user_id: int = _reference("user", primary_key=True)
    origin: str = Field(primary_key=True)  # "address:…" or "device:" and the SHA-256 of the device's cookie
    last_used_at: datetime = Field(sa_type=UtcDateTime)


class Room(SQLModel, table=True):
    """A place to talk."""

    __tablename__: ClassVar[Any] = "room"
    __table_args__ = {"sqlite_autoincrement": True}  # what still holds a deleted room's id must not meet another room

    id: int | None = _key()
    name: str
    description: str = ""
    slug: str = Field(unique=True)
    creator_id: int = _reference("user")
    is_private: bool = False
    inserted_at: datetime = Field(sa_type=UtcDateTime)


class Membership(SQLModel, table=True):
    """That somebody belongs to a room."""

    __tablename__: ClassVar[Any] = "membership"

    room_id: int = _reference("room", primary_key=True)
    user_id: int = _reference("user", primary_key=True, index=True)
    role: Role = Field(sa_type=String)
    joined_at: datetime = Field(sa_type=UtcDateTime)
    read_position: int | None = None  # of the last message that they have read; none while nothing is


class Message(SQLModel, table=True):
    """Something said. `position` counts a room's messages without a gap from 0, in the order of their ids."""

    __tablename__: ClassVar[Any] = "message"
    __table_args__ = (
        UniqueConstraint("user_id", "client_message_id"),
        Index("message_room_position", "room_id", "position", unique=True),
        Index("message_deleted_position", "room_id", "position", sqlite_where=text("deleted_at IS NOT NULL")),
        {"sqlite_autoincrement": True},  # a permalink never leads to another message
    )

    id: int | None = _key()
    room_id: int = _reference("room")
    user_id: int = _reference("user")
    position: int
    body: str
    client_message_id: str
    attachment_url: str = ""
    inserted_at: datetime = Field(sa_type=UtcDateTime)
    html: str | None = None  # the body as `livechat.markup` renders it; none until it is first read
    html_version: int | None = None  # of the renderer
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by_id: int | None = None
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when nobody might undo it any more
    reply_to_id: int | None = None  # a message of the same room, which goes with it, so no reference is needed


class MessageVersion(SQLModel, table=True):
    """What a message said before it was edited."""

    __tablename__: ClassVar[Any] = "message_version"

    id: int | None = _key()
    message_id: int = _reference("message", index=True)
    body: str
    written_at: datetime = Field(sa_type=UtcDateTime)


class Reaction(SQLModel, table=True):
    """That somebody put an emoji under a message."""

    __tablename__: ClassVar[Any] = "reaction"
    __table_args__ = (Index("reaction_user_emoji", "user_id", "emoji"),)  # which are somebody's most used

    message_id: int = _reference("message", primary_key=True)
    emoji: str = Field(primary_key=True)
    user_id: int = _reference("user", primary_key=True)
    inserted_at: datetime = Field(sa_type=UtcDateTime)


class Pin(SQLModel, table=True):
    """That a message is kept at hand in its room."""

    __tablename__: ClassVar[Any] = "pin"

    message_id: int = _reference("message", primary_key=True)
    room_id: int = _reference("room", index=True)
    user_id: int = _reference("user")
    inserted_at: datetime = Field(sa_type=UtcDateTime)


class Draft(SQLModel, table=True):
    """What somebody is writing in a room; it leaves in the transaction that stores the message."""

    __tablename__: ClassVar[Any] = "draft"

    user_id: int = _reference("user", primary_key=True)
    room_id: int = _reference("room", primary_key=True)
    body: str
    client_message_id: str
    updated_at: datetime = Field(sa_type=UtcDateTime)
    reply_to_id: int | None = None  # the message that it answers


class EditDraft(SQLModel, table=True):
    """What somebody makes of a message of their own, until they save it or leave it."""

    __tablename__: ClassVar[Any] = "edit_draft"

    user_id: int = _reference("user", primary_key=True)
    message_id: int = _reference("message", primary_key=True)
    room_id: int = _reference("room", index=True)
    body: str
    updated_at: datetime = Field(sa_type=UtcDateTime)


_KEEP_PEOPLE = """
CREATE TRIGGER user_kept BEFORE DELETE ON user
WHEN EXISTS (SELECT 1 FROM message WHERE user_id = old.id) OR EXISTS (SELECT 1 FROM room WHERE creator_id = old.id)
BEGIN SELECT RAISE(ABORT, 'This person has made rooms or written messages'); END
"""

# The references alone would let a person's deletion take their rooms along, with what everybody said there.
_keep_people = DDL(_KEEP_PEOPLE)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its arguments untyped
event.listen(SQLModel.metadata.tables[User.__tablename__], "after_create", _keep_people)
