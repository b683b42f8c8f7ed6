"""What people, devices and the server's administrator have chosen is kept.

The new columns may be empty, so adding them touches no row.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("user", sa.Column("preferences", sa.String, nullable=True))
    op.add_column("user_token", sa.Column("preferences", sa.String, nullable=True))
    op.create_table(
        "server_setting",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
