"""What was chosen for the whole server in the product."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert  # SQLAlchemy has no common upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.models import ServerSetting

TIME_ZONE = "time_zone"

_setting = SQLModel.metadata.tables[ServerSetting.__tablename__]


async def find(tx: AsyncConnection, name: str) -> str | None:
    """What was chosen, if anything was."""
    value: str | None = (await tx.execute(select(_setting.c.value).where(_setting.c.name == name))).scalar_one_or_none()
    return value


async def put(tx: AsyncConnection, name: str, value: str) -> None:
    """Choose it, in the place of what was chosen before."""
    statement = upsert(_setting).values(name=name, value=value)
    await tx.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def drop(tx: AsyncConnection, name: str) -> None:
    """Choose nothing: the environment says."""
    await tx.execute(delete(_setting).where(_setting.c.name == name))
