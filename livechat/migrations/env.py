"""What Alembic runs: the migrations, on the connection that it was given."""

from alembic import context
from sqlmodel import SQLModel

import livechat.models  # noqa: F401 - fills the metadata
from livechat.migrations.runner import compares

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_name=compares,
    render_as_batch=True,  # SQLite alters tables by copying them
)
context.run_migrations()
