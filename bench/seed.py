"""Fills a database before the server starts: accounts that are signed in already, rooms, memberships, messages.

No password is hashed, so nothing of that lies in the measurements.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.db import Database
from livechat.ids import RoomId
from livechat.models import Membership, Message, Role, Room, TokenKind, User, UserToken
from livechat.services.secret_tokens import digest

SIDE_ROOMS = 19  # with the one under measurement, 20 stand in everybody's sidebar
FIRST_NAMES = ("Ann", "Ben", "Cem", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lea")
LAST_NAMES = ("Berg", "Kaya", "Lund", "Moreau", "Novak", "Okafor", "Petit", "Quist", "Rossi", "Silva", "Tran")
MINUTES_BETWEEN = 3

_one_at_a_time = asyncio.Lock()  # Alembic cannot migrate two databases of a process at once


@dataclass(frozen=True)
class SeededRoom:
    """A room of all accounts, with so many messages."""

    slug: str
    messages: int


def secret_of(account: int) -> str:
    """What the account's cookie holds."""
    return f"bench-account-{account:05d}-{'x' * 20}"


def email_of(account: int) -> str:
    """With which the account's person signs in."""
    return f"person{account}@example.org"


def address_of(account: int) -> str:
    """Where the account's person is: nobody shares an address, so what one address may do binds nobody else."""
    return f"127.1.{account // 250}.{account % 250 + 1}"


async def seed(database: Path, accounts: int, rooms: Sequence[SeededRoom]) -> None:
    """Accounts 1 to `accounts`, each a member of every room."""
    db = Database(database)
    async with _one_at_a_time:
        await db.open()
    try:
        async with db.write() as tx:
            await _put_people(tx, accounts)
            everywhere = [*rooms, *(SeededRoom(f"side-room-{number:02d}", 0) for number in range(SIDE_ROOMS))]
            for room_id, room in enumerate(everywhere, 1):
                await _put_room(tx, RoomId(room_id), room, accounts)
    finally:
        await db.close()


async def _put_people(tx: AsyncConnection, accounts: int) -> None:
    now = datetime.now(UTC)
    people = [
        {
            "id": number,
            "email": email_of(number),
            "hashed_password": "none",
            "display_name": f"{FIRST_NAMES[number % 12]} {LAST_NAMES[number % 11]} {number}",
            "inserted_at": now,
        }
        for number in range(1, accounts + 1)
    ]
    sessions = [
        {
            "user_id": number,
            "kind": TokenKind.SESSION,
            "token_hash": digest(secret_of(number)),
            "inserted_at": now,
            "last_used_at": now,
            "expires_at": now + timedelta(days=60),
        }
        for number in range(1, accounts + 1)
    ]
    await tx.execute(insert(User), people)
    await tx.execute(insert(UserToken), sessions)


async def _put_room(tx: AsyncConnection, room_id: RoomId, room: SeededRoom, accounts: int) -> None:
    now = datetime.now(UTC)
    name = room.slug.replace("-", " ").capitalize()
    place = {"id": room_id, "name": name, "slug": room.slug, "creator_id": 1, "inserted_at": now}
    await tx.execute(insert(Room), [place])
    members = [
        {"room_id": room_id, "user_id": n, "role": Role.ADMIN if n == 1 else Role.MEMBER, "joined_at": now}
        | {"read_position": room.messages - 1}
        for n in range(1, accounts + 1)
    ]
    await tx.execute(insert(Membership), members)
    if room.messages:
        await tx.execute(insert(Message), _messages(room_id, room, accounts, now))


def _messages(room_id: RoomId, room: SeededRoom, accounts: int, now: datetime) -> list[dict[str, object]]:
    begin = now - timedelta(minutes=MINUTES_BETWEEN * room.messages)
    return [
        {
            "room_id": room_id,
            "user_id": 1 + position // 2 % min(12, accounts),  # two in a row by each
            "position": position,
            "body": f"{room.slug} number {position}: **hello** and some more text for a message, see https://example.org",
            "client_message_id": f"seed-{room_id}-{position}",
            "inserted_at": begin + timedelta(minutes=MINUTES_BETWEEN * position),
        }
        for position in range(room.messages)
    ]
