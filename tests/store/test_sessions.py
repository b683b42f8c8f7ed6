from datetime import timedelta
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.db import Database
from livechat.ids import UserId
from livechat.records import Person, Session
from livechat.store import one_time_links, sessions, sign_in_sources
from tests.store.rows import NOON

DAY = timedelta(days=1)


def hash_of(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


async def add(tx: AsyncConnection, secret: str, user_id: UserId, **more: object) -> Session:
    values = {"inserted_at": NOON, "expires_at": NOON + DAY} | more
    return await sessions.insert(tx, token_hash=hash_of(secret), user_id=user_id, **values)  # type: ignore[arg-type]


async def test_a_session_is_found_by_the_hash_of_its_secret(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        session = await add(tx, "secret", alice.id)
        assert await sessions.find(tx, hash_of("secret")) == session
        assert await sessions.find(tx, b"") is None


async def test_a_link_is_no_session(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        await one_time_links.put_sign_in(
            tx, alice.id, token_hash=hash_of("link"), inserted_at=NOON, expires_at=NOON + DAY
        )
        assert await sessions.find(tx, hash_of("link")) is None
        assert await sessions.list_for(tx, alice.id) == []
        assert await sessions.delete_expired(tx, NOON + DAY) == []


async def test_a_session_is_removed_once(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        session = await add(tx, "secret", alice.id)
        assert await sessions.delete(tx, session.id)
        assert not await sessions.delete(tx, session.id)


async def test_sessions_are_listed_by_their_last_use(db: Database, alice: Person, bob: Person) -> None:
    async with db.write() as tx:
        older, newer = await add(tx, "1", alice.id), await add(tx, "2", alice.id, inserted_at=NOON + DAY)
        await add(tx, "3", bob.id)
        assert await sessions.list_for(tx, alice.id) == [newer, older]


async def test_what_has_expired_is_removed_and_told(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        expired, living = await add(tx, "1", alice.id), await add(tx, "2", alice.id, expires_at=NOON + 3 * DAY)
        assert await sessions.delete_expired(tx, NOON + DAY) == [expired]
        assert await sessions.list_for(tx, alice.id) == [living]


async def test_an_account_forgets_where_it_signed_in_longest_ago(db: Database, alice: Person, bob: Person) -> None:
    async with db.write() as tx:
        await sign_in_sources.remember(tx, bob.id, ["address:0"], NOON)
        for number in range(sign_in_sources.MAX_SOURCES + 5):
            await sign_in_sources.remember(tx, alice.id, [f"address:{number}"], NOON + timedelta(seconds=number))
        asked = ["address:0", "address:4", "address:5", "address:54", "address:99"]
        assert await sign_in_sources.find_known(tx, alice.id, asked) == {"address:5", "address:54"}
        assert await sign_in_sources.find_known(tx, bob.id, asked) == {"address:0"}
