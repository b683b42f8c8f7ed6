"""Secrets that open something: sessions, the claim of the server, links that sign in once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy import insert as insert_into
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import UserId
from livechat.models import TokenKind, UserToken
from livechat.records import Session

_token = SQLModel.metadata.tables[UserToken.__tablename__]
_session = select(*(column for column in _token.c if column.name != "token_hash"))


async def insert(
    tx: AsyncConnection,
    *,
    kind: TokenKind,
    token_hash: bytes,
    user_id: UserId | None,
    inserted_at: datetime,
    expires_at: datetime,
    remembered: bool = False,
    device: str = "",
    address: str = "",
) -> Session:
    """Store a new secret's hash."""
    values = {
        "kind": kind,
        "token_hash": token_hash,
        "user_id": user_id,
        "remembered": remembered,
        "device": device,
        "address": address,
        "inserted_at": inserted_at,
        "last_used_at": inserted_at,
        "expires_at": expires_at,
    }
    token_id = (await tx.execute(insert_into(_token).values(values).returning(_token.c.id))).scalar_one()
    return _to_session((await tx.execute(_session.where(_token.c.id == token_id))).mappings().one())


async def find(tx: AsyncConnection, kind: TokenKind, token_hash: bytes) -> Session | None:
    """The secret of that kind with that hash, expired or not."""
    statement = _session.where(_token.c.kind == kind, _token.c.token_hash == token_hash)
    row = (await tx.execute(statement)).mappings().one_or_none()
    return None if row is None else _to_session(row)


async def list_sessions(tx: AsyncConnection, user_id: UserId) -> list[Session]:
    """Somebody's sessions, the one used last first."""
    statement = _session.where(_token.c.kind == TokenKind.SESSION, _token.c.user_id == user_id)
    rows = await tx.execute(statement.order_by(_token.c.last_used_at.desc(), _token.c.id.desc()))
    return [_to_session(row) for row in rows.mappings()]


async def delete(tx: AsyncConnection, token_id: int) -> bool:
    """Delete one secret; whether it was still there."""
    return (await tx.execute(delete_from(_token).where(_token.c.id == token_id))).rowcount == 1


async def delete_kind(tx: AsyncConnection, kind: TokenKind, user_id: UserId | None) -> None:
    """Delete somebody's secrets of one kind (nobody's, for the claim of the server)."""
    await tx.execute(delete_from(_token).where(_token.c.kind == kind, _token.c.user_id == user_id))


async def delete_expired(tx: AsyncConnection, now: datetime) -> list[Session]:
    """Delete what has expired, and tell which."""
    rows = (await tx.execute(_session.where(_token.c.expires_at <= now))).mappings().all()
    await tx.execute(delete_from(_token).where(_token.c.expires_at <= now))
    return [_to_session(row) for row in rows]


async def note_used(tx: AsyncConnection, uses: Sequence[Session]) -> None:
    """Write when sessions were last used and how long they last since."""
    if not uses:
        return
    moment = _token.c.last_used_at.type
    statement = (
        update(_token)
        .where(_token.c.id == bindparam("token"))
        .values(
            last_used_at=bindparam("used", type_=moment),
            expires_at=bindparam("until", type_=moment),
            address=bindparam("from_address"),
        )
    )
    await tx.execute(
        statement,
        [
            {"token": use.id, "used": use.last_used_at, "until": use.expires_at, "from_address": use.address}
            for use in uses
        ],
    )


def _to_session(row: RowMapping) -> Session:
    return Session(**(dict(row) | {"kind": TokenKind(row["kind"])}))
