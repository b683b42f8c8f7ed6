"""Addresses and devices where an account has signed in before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert  # SQLAlchemy has no common upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import UserId
from livechat.models import SignInSource

MAX_SOURCES = 50  # of one account; those used longest ago are forgotten

_origin = SQLModel.metadata.tables[SignInSource.__tablename__]


async def remember(tx: AsyncConnection, user_id: UserId, origins: Sequence[str], at: datetime) -> None:
    """Note that the account signed in from there."""
    for origin in origins:
        statement = insert(_origin).values(user_id=user_id, origin=origin, last_used_at=at)
        await tx.execute(
            statement.on_conflict_do_update(
                index_elements=[_origin.c.user_id, _origin.c.origin], set_={"last_used_at": at}
            )
        )
    newest = (
        select(_origin.c.origin)
        .where(_origin.c.user_id == user_id)
        .order_by(_origin.c.last_used_at.desc())
        .limit(MAX_SOURCES)
    )
    await tx.execute(delete(_origin).where(_origin.c.user_id == user_id, _origin.c.origin.not_in(newest)))


async def find_known(tx: AsyncConnection, user_id: UserId, origins: Sequence[str]) -> frozenset[str]:
    """Which of these the account has signed in from."""
    statement = select(_origin.c.origin).where(_origin.c.user_id == user_id, _origin.c.origin.in_(origins))
    return frozenset((await tx.execute(statement)).scalars())
