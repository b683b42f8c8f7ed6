from datetime import timedelta
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.db import Database
from livechat.ids import UserId
from livechat.models import TokenKind
from livechat.records import Person, Session
from livechat.store import sign_in_sources, user_tokens
from tests.store.rows import NOON

DAY = timedelta(days=1)


async def add(tx: AsyncConnection, secret: str, user_id: UserId | None, **more: object) -> Session:
    values = {"kind": TokenKind.SESSION, "inserted_at": NOON, "expires_at": NOON + DAY} | more
    return await user_tokens.insert(tx, token_hash=sha256(secret.encode()).digest(), user_id=user_id, **values)  # type: ignore[arg-type]


async def test_a_secret_is_found_by_its_hash_and_its_kind(db: Database, alice: Person) -> None:
    token_hash = sha256(b"secret").digest()
    async with db.write() as tx:
        session = await add(tx, "secret", alice.id)
        assert await user_tokens.find(tx, TokenKind.SESSION, token_hash) == session
        assert await user_tokens.find(tx, TokenKind.SETUP, token_hash) is None
        assert await user_tokens.find(tx, TokenKind.SESSION, b"") is None


async def test_a_secret_is_removed_once(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        session = await add(tx, "secret", alice.id)
        assert await user_tokens.delete(tx, session.id)
        assert not await user_tokens.delete(tx, session.id)


async def test_sessions_are_listed_by_their_last_use(db: Database, alice: Person, bob: Person) -> None:
    async with db.write() as tx:
        older, newer = await add(tx, "1", alice.id), await add(tx, "2", alice.id, inserted_at=NOON + DAY)
        await add(tx, "3", bob.id)
        await add(tx, "4", alice.id, kind=TokenKind.SIGN_IN_LINK)
        assert await user_tokens.list_sessions(tx, alice.id) == [newer, older]


async def test_the_claim_of_the_server_belongs_to_nobody(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        await add(tx, "claim", None, kind=TokenKind.SETUP)
        link = await add(tx, "link", alice.id, kind=TokenKind.SIGN_IN_LINK)
        await user_tokens.delete_kind(tx, TokenKind.SETUP, None)
        assert await user_tokens.find(tx, TokenKind.SETUP, sha256(b"claim").digest()) is None
        assert await user_tokens.find(tx, TokenKind.SIGN_IN_LINK, sha256(b"link").digest()) == link


async def test_what_has_expired_is_removed_and_told(db: Database, alice: Person) -> None:
    async with db.write() as tx:
        expired, living = await add(tx, "1", alice.id), await add(tx, "2", alice.id, expires_at=NOON + 3 * DAY)
        assert await user_tokens.delete_expired(tx, NOON + DAY) == [expired]
        assert await user_tokens.list_sessions(tx, alice.id) == [living]


async def test_an_account_forgets_where_it_signed_in_longest_ago(db: Database, alice: Person, bob: Person) -> None:
    async with db.write() as tx:
        await sign_in_sources.remember(tx, bob.id, ["address:0"], NOON)
        for number in range(sign_in_sources.MAX_SOURCES + 5):
            await sign_in_sources.remember(tx, alice.id, [f"address:{number}"], NOON + timedelta(seconds=number))
        asked = ["address:0", "address:4", "address:5", "address:54", "address:99"]
        assert await sign_in_sources.find_known(tx, alice.id, asked) == {"address:5", "address:54"}
        assert await sign_in_sources.find_known(tx, bob.id, asked) == {"address:0"}
