from datetime import timedelta
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.db import Database
from livechat.records import Person, Session
from livechat.store import one_time_links, sessions
from tests.store.rows import NOON

DAY = timedelta(days=1)
SETUP, SIGN_IN, SESSION = (sha256(name).digest() for name in (b"setup", b"sign in", b"session"))
FOR_A_DAY = {"inserted_at": NOON, "expires_at": NOON + DAY}
FOR_TWO_DAYS = {"inserted_at": NOON, "expires_at": NOON + 2 * DAY}


async def add_session(tx: AsyncConnection, owner: Person) -> Session:
    return await sessions.insert(tx, token_hash=SESSION, user_id=owner.id, inserted_at=NOON, expires_at=NOON + DAY)


async def test_each_link_opens_what_it_is_for_and_nothing_else(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        await one_time_links.put_setup(tx, token_hash=SETUP, **FOR_A_DAY)
        await one_time_links.put_sign_in(tx, alice.id, token_hash=SIGN_IN, **FOR_A_DAY)
        await add_session(tx, alice)

        claims = [await one_time_links.has_setup(tx, each, NOON) for each in (SETUP, SIGN_IN, SESSION)]
        signs_in = [await one_time_links.find_sign_in(tx, each, NOON) for each in (SETUP, SIGN_IN, SESSION)]
        assert claims == [True, False, False]
        assert signs_in == [None, alice.id, None]
        assert not await one_time_links.spend_setup(tx, SIGN_IN, NOON)
        assert await one_time_links.spend_sign_in(tx, SETUP, NOON) is None


async def test_a_link_is_spent_once(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        await one_time_links.put_setup(tx, token_hash=SETUP, **FOR_A_DAY)
        await one_time_links.put_sign_in(tx, alice.id, token_hash=SIGN_IN, **FOR_A_DAY)

        assert [await one_time_links.spend_setup(tx, SETUP, NOON) for _ in range(2)] == [True, False]
        assert [await one_time_links.spend_sign_in(tx, SIGN_IN, NOON) for _ in range(2)] == [alice.id, None]


async def test_a_link_that_has_expired_opens_nothing(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        await one_time_links.put_setup(tx, token_hash=SETUP, **FOR_A_DAY)
        await one_time_links.put_sign_in(tx, alice.id, token_hash=SIGN_IN, **FOR_A_DAY)

        assert not await one_time_links.has_setup(tx, SETUP, NOON + DAY)
        assert not await one_time_links.spend_setup(tx, SETUP, NOON + DAY)
        assert await one_time_links.find_sign_in(tx, SIGN_IN, NOON + DAY) is None
        assert await one_time_links.spend_sign_in(tx, SIGN_IN, NOON + DAY) is None


async def test_a_new_link_replaces_its_owners_older_one_alone(db: Database, alice: Person, bob: Person) -> None:
    newer = sha256(b"newer").digest()
    async with db.write() as tx:
        await one_time_links.put_setup(tx, token_hash=SETUP, **FOR_A_DAY)
        await one_time_links.put_sign_in(tx, alice.id, token_hash=SIGN_IN, **FOR_A_DAY)
        await one_time_links.put_sign_in(tx, bob.id, token_hash=SESSION, **FOR_A_DAY)

        await one_time_links.put_sign_in(tx, alice.id, token_hash=newer, **FOR_A_DAY)

        found = [await one_time_links.find_sign_in(tx, each, NOON) for each in (SIGN_IN, SESSION, newer)]
        assert found == [None, bob.id, alice.id]
        assert await one_time_links.has_setup(tx, SETUP, NOON)


async def test_what_has_expired_is_removed_and_no_session_with_it(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        await one_time_links.put_setup(tx, token_hash=SETUP, **FOR_A_DAY)
        await one_time_links.put_sign_in(tx, alice.id, token_hash=SIGN_IN, **FOR_TWO_DAYS)
        session = await add_session(tx, alice)

        await one_time_links.delete_expired(tx, NOON + DAY)

        assert not await one_time_links.has_setup(tx, SETUP, NOON)
        assert await one_time_links.find_sign_in(tx, SIGN_IN, NOON) == alice.id
        assert await sessions.find(tx, SESSION) == session
