"""Links that open something once, each by the hash of its secret: the claim of the server, a sign-in."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import UserId
from livechat.models import TokenKind, UserToken

_token = SQLModel.metadata.tables[UserToken.__tablename__]


async def put_setup(tx: AsyncConnection, *, token_hash: bytes, inserted_at: datetime, expires_at: datetime) -> None:
    """Store a link that claims the server, in the place of earlier ones."""
    await delete_setup(tx)
    values = {"kind": TokenKind.SETUP, "token_hash": token_hash}
    await _insert(tx, values | {"inserted_at": inserted_at, "expires_at": expires_at})


async def put_sign_in(
    tx: AsyncConnection, user_id: UserId, *, token_hash: bytes, inserted_at: datetime, expires_at: datetime
) -> None:
    """Store a link that signs somebody in, in the place of their earlier ones."""
    await delete_sign_in(tx, user_id)
    values = {"kind": TokenKind.SIGN_IN_LINK, "user_id": user_id, "token_hash": token_hash}
    await _insert(tx, values | {"inserted_at": inserted_at, "expires_at": expires_at})


async def has_setup(tx: AsyncConnection, token_hash: bytes, now: datetime) -> bool:
    """Whether the link with that hash claims the server, and has not expired."""
    statement = select(_token.c.id).where(*_good(TokenKind.SETUP, token_hash, now))
    return (await tx.execute(statement)).one_or_none() is not None


async def find_sign_in(tx: AsyncConnection, token_hash: bytes, now: datetime) -> UserId | None:
    """Whom the link with that hash signs in, unless it has expired."""
    statement = select(_token.c.user_id).where(*_good(TokenKind.SIGN_IN_LINK, token_hash, now))
    user_id: UserId | None = (await tx.execute(statement)).scalar_one_or_none()
    return user_id


async def spend_setup(tx: AsyncConnection, token_hash: bytes, now: datetime) -> bool:
    """Delete the link; whether it was there and had not expired."""
    return (await tx.execute(delete(_token).where(*_good(TokenKind.SETUP, token_hash, now)))).rowcount == 1


async def spend_sign_in(tx: AsyncConnection, token_hash: bytes, now: datetime) -> UserId | None:
    """Delete the link; whom it signs in, if it was there and had not expired."""
    spent = delete(_token).where(*_good(TokenKind.SIGN_IN_LINK, token_hash, now)).returning(_token.c.user_id)
    user_id: UserId | None = (await tx.execute(spent)).scalar_one_or_none()
    return user_id


async def delete_setup(tx: AsyncConnection) -> None:
    """The server has been claimed, or gets another link."""
    await tx.execute(delete(_token).where(_token.c.kind == TokenKind.SETUP))


async def delete_sign_in(tx: AsyncConnection, user_id: UserId) -> None:
    """No link that was made for the person lets anybody in any more."""
    await tx.execute(delete(_token).where(_token.c.kind == TokenKind.SIGN_IN_LINK, _token.c.user_id == user_id))


async def delete_expired(tx: AsyncConnection, now: datetime) -> None:
    """Delete the links that have expired."""
    await tx.execute(delete(_token).where(_token.c.kind != TokenKind.SESSION, _token.c.expires_at <= now))


async def _insert(tx: AsyncConnection, values: Mapping[str, object]) -> None:
    of_sessions_only = {"remembered": False, "device": "", "address": "", "last_used_at": values["inserted_at"]}
    await tx.execute(insert(_token).values({**of_sessions_only, **values}))


def _good(kind: TokenKind, token_hash: bytes, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return _token.c.kind == kind, _token.c.token_hash == token_hash, _token.c.expires_at > now
