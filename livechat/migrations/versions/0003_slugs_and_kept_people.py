"""Slugs of private rooms tell nothing; who has made rooms or written messages cannot be deleted."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# By a trigger: another action of the references would mean copying every message.
KEEP_PEOPLE = """
CREATE TRIGGER user_kept BEFORE DELETE ON user
WHEN EXISTS (SELECT 1 FROM message WHERE user_id = old.id) OR EXISTS (SELECT 1 FROM room WHERE creator_id = old.id)
BEGIN SELECT RAISE(ABORT, 'This person has made rooms or written messages'); END
"""


def upgrade() -> None:
    """Give each private room a random slug, and protect what people have made from their own deletion."""
    connection = op.get_bind()
    for room_id in connection.scalars(sa.text("SELECT id FROM room WHERE is_private")).all():
        slug = f"_{secrets.token_hex(10)}"
        connection.execute(sa.text("UPDATE room SET slug = :slug WHERE id = :id"), {"slug": slug, "id": room_id})
    op.execute(KEEP_PEOPLE)
