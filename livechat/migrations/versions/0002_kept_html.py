"""A message's HTML is kept beside its text, with the version of the renderer that made it.

Both columns may be empty: adding them touches no row, so this takes no longer for a million messages. What has no HTML
is rendered when it is first read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("message", sa.Column("html", sa.String, nullable=True))
    op.add_column("message", sa.Column("html_version", sa.Integer, nullable=True))
