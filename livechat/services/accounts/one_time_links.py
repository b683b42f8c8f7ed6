"""Links that open something once: the claim of a new server, and a sign-in without the password."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Invalid
from livechat.ids import UserId
from livechat.models import TokenKind
from livechat.records import Session
from livechat.services.accounts.secret_tokens import digest, new_secret
from livechat.store import user_tokens, users

SETUP_LINK_DAYS = 30  # and each start of an unclaimed server makes a new one
SIGN_IN_LINK_MINUTES = 15

SPENT = "This link has been used or is too old. Ask for a new one."


class OneTimeLinks:
    """Makes, checks and spends such links; the secret is in the link only."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def setup_path(self) -> str | None:
        """A new link to claim the server, replacing earlier ones; none once it has an administrator."""
        async with self._db.write() as tx:
            if await users.list_admin_ids(tx):
                return None
            expires_at = self._clock.now() + timedelta(days=SETUP_LINK_DAYS)
            return f"/setup/{await self._replace(tx, TokenKind.SETUP, None, expires_at)}"

    async def make_sign_in_path(self, tx: AsyncConnection, user_id: UserId) -> str:
        """A new link with which somebody signs in and sets a password, replacing their earlier ones."""
        expires_at = self._clock.now() + timedelta(minutes=SIGN_IN_LINK_MINUTES)
        return f"/sign-in/{await self._replace(tx, TokenKind.SIGN_IN_LINK, user_id, expires_at)}"

    async def is_setup(self, secret: str) -> bool:
        """Whether the server can be claimed with it."""
        async with self._db.read() as tx:
            return await self._valid(tx, TokenKind.SETUP, secret) is not None

    async def signs_in(self, secret: str) -> UserId | None:
        """Whom the link signs in, as long as it is good."""
        async with self._db.read() as tx:
            link = await self._valid(tx, TokenKind.SIGN_IN_LINK, secret)
        return None if link is None else link.user_id

    async def spend_setup(self, tx: AsyncConnection, secret: str) -> None:
        """Use it up in the caller's transaction. Raises Invalid."""
        await self._spend(tx, TokenKind.SETUP, secret)

    async def spend_sign_in(self, tx: AsyncConnection, secret: str) -> UserId:
        """Use it up in the caller's transaction; whom it signs in. Raises Invalid."""
        user_id = (await self._spend(tx, TokenKind.SIGN_IN_LINK, secret)).user_id
        if user_id is None:
            raise Invalid("link", SPENT)
        return user_id

    async def _replace(self, tx: AsyncConnection, kind: TokenKind, user_id: UserId | None, expires_at: datetime) -> str:
        secret = new_secret()
        await user_tokens.delete_kind(tx, kind, user_id)
        await user_tokens.insert(
            tx,
            kind=kind,
            token_hash=digest(secret),
            user_id=user_id,
            inserted_at=self._clock.now(),
            expires_at=expires_at,
        )
        return secret

    async def _spend(self, tx: AsyncConnection, kind: TokenKind, secret: str) -> Session:
        link = await self._valid(tx, kind, secret)
        if link is None or not await user_tokens.delete(tx, link.id):
            raise Invalid("link", SPENT)
        return link

    async def _valid(self, tx: AsyncConnection, kind: TokenKind, secret: str) -> Session | None:
        link = await user_tokens.find(tx, kind, digest(secret))
        return None if link is None or link.expires_at <= self._clock.now() else link
