"""Messages are edited, deleted, answered, reacted to and pinned, and each member has read up to somewhere.

The new columns of messages may be empty, so adding them touches no row. Who is a member already has read all there is.
"""

import sqlalchemy as sa
from alembic import op

from livechat.models import UtcDateTime

revision = "0005"
down_revision = "0004"

ALL_IS_READ = """
UPDATE membership SET read_position =
    (SELECT coalesce(max(position), -1) FROM message WHERE message.room_id = membership.room_id)
"""


def upgrade() -> None:
    """Add the columns and the tables."""
    for name in ("edited_at", "deleted_at", "erased_at"):
        op.add_column("message", sa.Column(name, UtcDateTime, nullable=True))
    for name in ("deleted_by_id", "reply_to_id"):
        op.add_column("message", sa.Column(name, sa.Integer, nullable=True))
    deleted = sa.text("deleted_at IS NOT NULL")
    op.create_index("message_deleted_position", "message", ["room_id", "position"], sqlite_where=deleted)
    op.add_column("draft", sa.Column("reply_to_id", sa.Integer, nullable=True))
    op.add_column("membership", sa.Column("read_position", sa.Integer, nullable=True))
    op.execute(ALL_IS_READ)
    _create_what_hangs_on_messages()


def _reference(name: str, table: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcDateTime, nullable=False)


def _create_what_hangs_on_messages() -> None:
    op.create_table(
        "message_version",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("message_id", "message"),
        sa.Column("body", sa.String, nullable=False),
        _moment("written_at"),
    )
    op.create_index("ix_message_version_message_id", "message_version", ["message_id"])
    op.create_table(
        "reaction",
        _reference("message_id", "message"),
        sa.Column("emoji", sa.String, nullable=False),
        _reference("user_id", "user"),
        _moment("inserted_at"),
        sa.PrimaryKeyConstraint("message_id", "emoji", "user_id"),
    )
    op.create_index("reaction_user_emoji", "reaction", ["user_id", "emoji"])
    op.create_table(
        "pin",
        _reference("message_id", "message"),
        _reference("room_id", "room"),
        _reference("user_id", "user"),
        _moment("inserted_at"),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("ix_pin_room_id", "pin", ["room_id"])
    op.create_table(
        "edit_draft",
        _reference("user_id", "user"),
        _reference("message_id", "message"),
        _reference("room_id", "room"),
        sa.Column("body", sa.String, nullable=False),
        _moment("updated_at"),
        sa.PrimaryKeyConstraint("user_id", "message_id"),
    )
    op.create_index("ix_edit_draft_room_id", "edit_draft", ["room_id"])
