"""People, rooms, what is said there, and its full-text index."""

import sqlalchemy as sa
from alembic import op

from livechat.models import UtcDateTime

revision = "0001"
down_revision = None

# The index keeps no text of its own: it reads it from this view when it needs it. The room's token lies in the
# index beside the words, so that a search of one room never touches the others' messages.
SEARCH_VIEW = "CREATE VIEW message_search AS SELECT id, body, 'r' || room_id AS room FROM message"
SEARCH_INDEX = """
CREATE VIRTUAL TABLE message_fts USING fts5(
    body, room,
    content='message_search', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'",
    prefix='2 3'
)
"""
ADD = "INSERT INTO message_fts (rowid, body, room) VALUES (new.id, new.body, 'r' || new.room_id);"
REMOVE = (
    "INSERT INTO message_fts (message_fts, rowid, body, room) VALUES ('delete', old.id, old.body, 'r' || old.room_id);"
)
TRIGGERS = (
    f"CREATE TRIGGER message_inserted AFTER INSERT ON message BEGIN {ADD} END",
    f"CREATE TRIGGER message_deleted AFTER DELETE ON message BEGIN {REMOVE} END",
    f"CREATE TRIGGER message_updated AFTER UPDATE OF id, body, room_id ON message BEGIN {REMOVE} {ADD} END",
)


def upgrade() -> None:
    """Make the tables, the search index, and the triggers that keep it in step."""
    _create_people()
    _create_rooms()
    _create_messages()
    for statement in (SEARCH_VIEW, SEARCH_INDEX, *TRIGGERS):
        op.execute(statement)


def _reference(name: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcDateTime, nullable=nullable)


def _create_people() -> None:
    op.create_table(
        "user",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String, nullable=False, unique=True),
        _text("hashed_password"),
        _text("display_name"),
        _text("about"),
        _text("avatar_url"),
        sa.Column("is_admin", sa.Boolean, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        _moment("inserted_at"),
        _moment("last_seen_at", nullable=True),
    )
    op.create_table(
        "user_token",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("user_id", "user", nullable=True),
        _text("kind"),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("remembered", sa.Boolean, nullable=False),
        _text("device"),
        _text("address"),
        _moment("inserted_at"),
        _moment("last_used_at"),
        _moment("expires_at"),
    )
    op.create_index("ix_user_token_user_id", "user_token", ["user_id"])
    op.create_table(
        "known_origin",
        _reference("user_id", "user"),
        _text("origin"),
        _moment("last_used_at"),
        sa.PrimaryKeyConstraint("user_id", "origin"),
    )


def _create_rooms() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("name"),
        _text("description"),
        sa.Column("slug", sa.String, nullable=False, unique=True),
        _reference("creator_id", "user"),
        sa.Column("is_private", sa.Boolean, nullable=False),
        _moment("inserted_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "membership",
        _reference("room_id", "room"),
        _reference("user_id", "user"),
        _text("role"),
        _moment("joined_at"),
        sa.PrimaryKeyConstraint("room_id", "user_id"),
    )
    op.create_index("ix_membership_user_id", "membership", ["user_id"])


def _create_messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("room_id", "room"),
        _reference("user_id", "user"),
        sa.Column("position", sa.Integer, nullable=False),
        _text("body"),
        _text("client_message_id"),
        _text("attachment_url"),
        _moment("inserted_at"),
        sa.UniqueConstraint("user_id", "client_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("message_room_position", "message", ["room_id", "position"], unique=True)
    op.create_table(
        "draft",
        _reference("user_id", "user"),
        _reference("room_id", "room"),
        _text("body"),
        _text("client_message_id"),
        _moment("updated_at"),
        sa.PrimaryKeyConstraint("user_id", "room_id"),
    )
