"""People's accounts."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, select
from sqlalchemy import insert as insert_into
from sqlalchemy import update as update_table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import UserId
from livechat.models import User
from livechat.preferences.choices import Preferences, as_json, from_json
from livechat.records import Account, Person

_user = SQLModel.metadata.tables[User.__tablename__]
_account = select(*(_user.c[field.name] for field in fields(Account)))


async def insert(
    tx: AsyncConnection,
    *,
    email: str,
    hashed_password: str,
    display_name: str,
    is_admin: bool,
    inserted_at: datetime,
) -> Account:
    """Store a new account. Raises IntegrityError for an email that is taken."""
    values = {
        "email": email,
        "hashed_password": hashed_password,
        "display_name": display_name,
        "about": "",
        "avatar_url": "",
        "is_admin": is_admin,
        "is_active": True,
        "inserted_at": inserted_at,
    }
    user_id = (await tx.execute(insert_into(_user).values(values).returning(_user.c.id))).scalar_one()
    return await get(tx, user_id)


async def get(tx: AsyncConnection, user_id: UserId) -> Account:
    """The account with that id, which must exist."""
    return _to_account((await tx.execute(_account.where(_user.c.id == user_id))).mappings().one())


async def find(tx: AsyncConnection, user_id: UserId) -> Account | None:
    """The account with that id, if there is one."""
    row = (await tx.execute(_account.where(_user.c.id == user_id))).mappings().one_or_none()
    return None if row is None else _to_account(row)


async def find_by_email(tx: AsyncConnection, email: str) -> Account | None:
    """The account with that email, if there is one."""
    row = (await tx.execute(_account.where(_user.c.email == email))).mappings().one_or_none()
    return None if row is None else _to_account(row)


async def get_hashed_password(tx: AsyncConnection, user_id: UserId) -> str:
    """The hash of the password of an account, which must exist."""
    statement = select(_user.c.hashed_password).where(_user.c.id == user_id)
    return str((await tx.execute(statement)).scalar_one())


async def find_credentials(tx: AsyncConnection, email: str) -> tuple[UserId, str] | None:
    """Whose email that is, and the hash of their password."""
    statement = select(_user.c.id, _user.c.hashed_password).where(_user.c.email == email)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else (row.id, row.hashed_password)


async def list_people(tx: AsyncConnection) -> list[Person]:
    """All people as others see them."""
    return [account.person for account in await list_accounts(tx)]


async def list_accounts(tx: AsyncConnection) -> list[Account]:
    """All accounts in the order of their making."""
    return [_to_account(row) for row in (await tx.execute(_account.order_by(_user.c.id))).mappings()]


async def list_admin_ids(tx: AsyncConnection) -> list[UserId]:
    """The server's administrators who may act."""
    statement = select(_user.c.id).where(_user.c.is_admin, _user.c.is_active)
    return list((await tx.execute(statement)).scalars())


async def update(tx: AsyncConnection, user_id: UserId, **values: Any) -> Account:
    """Write some columns. Raises IntegrityError for an email that is taken."""
    await tx.execute(update_table(_user).where(_user.c.id == user_id).values(**values))
    return await get(tx, user_id)


async def note_seen(tx: AsyncConnection, seen: Sequence[tuple[UserId, datetime]]) -> None:
    """Write when people were last seen, never backwards."""
    if not seen:
        return
    later = func.coalesce(_user.c.last_seen_at, bindparam("at", type_=_user.c.last_seen_at.type)) <= bindparam(
        "at", type_=_user.c.last_seen_at.type
    )
    statement = (
        update_table(_user)
        .where(_user.c.id == bindparam("user"), later)
        .values(last_seen_at=bindparam("at", type_=_user.c.last_seen_at.type))
    )
    await tx.execute(statement, [{"user": user_id, "at": at} for user_id, at in seen])


async def list_preferences(tx: AsyncConnection) -> dict[UserId, Preferences]:
    """What people have chosen, of those who have."""
    chosen = select(_user.c.id, _user.c.preferences).where(_user.c.preferences.is_not(None))
    return {UserId(row.id): from_json(Preferences, row.preferences) for row in await tx.execute(chosen)}


async def update_preferences(tx: AsyncConnection, user_id: UserId, chosen: Preferences) -> None:
    """Write what somebody has chosen."""
    await tx.execute(update_table(_user).where(_user.c.id == user_id).values(preferences=as_json(chosen)))


def _to_account(row: RowMapping) -> Account:
    return Account(**row)
