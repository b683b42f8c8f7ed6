"""Signed-in browsers, each by the hash of the secret in its cookie."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy import insert as insert_into
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import UserId
from livechat.models import TokenKind, UserToken
from livechat.preferences.choices import NEW_DEVICE, DevicePreferences, as_json, from_json
from livechat.records import Session

_token = SQLModel.metadata.tables[UserToken.__tablename__]
_is_session = _token.c.kind == TokenKind.SESSION
_session = select(*(_token.c[field.name] for field in fields(Session))).where(_is_session)


async def insert(
    tx: AsyncConnection,
    *,
    token_hash: bytes,
    user_id: UserId,
    inserted_at: datetime,
    expires_at: datetime,
    remembered: bool = False,
    device: str = "",
    address: str = "",
    preferences: DevicePreferences = NEW_DEVICE,
) -> Session:
    """Store a new session."""
    values = {
        "kind": TokenKind.SESSION,
        "token_hash": token_hash,
        "user_id": user_id,
        "remembered": remembered,
        "device": device,
        "address": address,
        "preferences": as_json(preferences),
        "inserted_at": inserted_at,
        "last_used_at": inserted_at,
        "expires_at": expires_at,
    }
    session_id = (await tx.execute(insert_into(_token).values(values).returning(_token.c.id))).scalar_one()
    return _to_session((await tx.execute(_session.where(_token.c.id == session_id))).mappings().one())


async def find(tx: AsyncConnection, token_hash: bytes) -> Session | None:
    """The session with that hash, expired or not."""
    row = (await tx.execute(_session.where(_token.c.token_hash == token_hash))).mappings().one_or_none()
    return None if row is None else _to_session(row)


async def list_for(tx: AsyncConnection, user_id: UserId) -> list[Session]:
    """Somebody's sessions, the one used last first."""
    statement = _session.where(_token.c.user_id == user_id)
    rows = await tx.execute(statement.order_by(_token.c.last_used_at.desc(), _token.c.id.desc()))
    return [_to_session(row) for row in rows.mappings()]


async def delete(tx: AsyncConnection, session_id: int) -> bool:
    """Delete one session; whether it was still there."""
    return (await tx.execute(delete_from(_token).where(_is_session, _token.c.id == session_id))).rowcount == 1


async def delete_expired(tx: AsyncConnection, now: datetime) -> list[Session]:
    """Delete the sessions that have expired, and tell which."""
    expired = _token.c.expires_at <= now
    sessions = [_to_session(row) for row in (await tx.execute(_session.where(expired))).mappings()]
    await tx.execute(delete_from(_token).where(_is_session, expired))
    return sessions


async def note_used(tx: AsyncConnection, uses: Sequence[Session]) -> None:
    """Write when sessions were last used and how long they last since."""
    if not uses:
        return
    moment = _token.c.last_used_at.type
    statement = (
        update(_token)
        .where(_token.c.id == bindparam("session"))
        .values(
            last_used_at=bindparam("used", type_=moment),
            expires_at=bindparam("until", type_=moment),
            address=bindparam("from_address"),
        )
    )
    await tx.execute(
        statement,
        [
            {"session": use.id, "used": use.last_used_at, "until": use.expires_at, "from_address": use.address}
            for use in uses
        ],
    )


async def update_preferences(tx: AsyncConnection, session_id: int, chosen: DevicePreferences) -> None:
    """Write what was chosen at the device."""
    statement = update(_token).where(_is_session, _token.c.id == session_id)
    await tx.execute(statement.values(preferences=as_json(chosen)))


def _to_session(row: RowMapping) -> Session:
    return Session(**{**row, "preferences": from_json(DevicePreferences, row["preferences"])})
