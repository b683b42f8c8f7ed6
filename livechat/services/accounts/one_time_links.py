"""Links that open something once: the claim of a new server, and a sign-in without the password."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import LinkSpent
from livechat.ids import UserId
from livechat.records import Account
from livechat.services.access import Rule, allowed
from livechat.services.rate_limits.costs import Cost
from livechat.services.secret_tokens import digest, new_secret
from livechat.store import one_time_links, users

SETUP_LINK_DAYS = 30  # and each start of an unclaimed server makes a new one
SIGN_IN_LINK_MINUTES = 15


class OneTimeLinks:
    """Makes, checks and spends such links; the secret is in the link only."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    @allowed(Rule.OPERATOR, Cost.SHELL)
    async def setup_path(self) -> str | None:
        """A new link to claim the server, replacing earlier ones; none once it has an administrator.

        Raises Unavailable.
        """
        secret, now = new_secret(), self._clock.now()
        async with self._db.write() as tx:
            if await users.list_admin_ids(tx):
                return None
            await one_time_links.put_setup(
                tx, token_hash=digest(secret), inserted_at=now, expires_at=now + timedelta(days=SETUP_LINK_DAYS)
            )
        return f"/setup/{secret}"

    async def make_sign_in_path(self, tx: AsyncConnection, user_id: UserId) -> str:
        """A new link with which somebody signs in and sets a password, replacing their earlier ones."""
        secret, now = new_secret(), self._clock.now()
        expires_at = now + timedelta(minutes=SIGN_IN_LINK_MINUTES)
        await one_time_links.put_sign_in(tx, user_id, token_hash=digest(secret), inserted_at=now, expires_at=expires_at)
        return f"/sign-in/{secret}"

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def is_setup(self, secret: str) -> bool:
        """Whether the server can be claimed with it. Raises Unavailable."""
        async with self._db.read() as tx:
            return await one_time_links.has_setup(tx, digest(secret), self._clock.now())

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def signs_in(self, secret: str) -> UserId | None:
        """Whom the link signs in, as long as it is good. Raises Unavailable."""
        async with self._db.read() as tx:
            return await one_time_links.find_sign_in(tx, digest(secret), self._clock.now())

    async def spend_setup(self, tx: AsyncConnection, secret: str) -> None:
        """Use it up in the caller's transaction. Raises LinkSpent."""
        if not await one_time_links.spend_setup(tx, digest(secret), self._clock.now()):
            raise LinkSpent

    async def claim(self, tx: AsyncConnection, user_id: UserId, secret: str) -> Account:
        """Use the setup link up in the caller's transaction: the person administers the server. Raises LinkSpent."""
        await self.spend_setup(tx, secret)
        return await users.update(tx, user_id, is_admin=True)

    async def spend_sign_in(self, tx: AsyncConnection, secret: str) -> UserId:
        """Use it up in the caller's transaction; whom it signs in. Raises LinkSpent."""
        user_id = await one_time_links.spend_sign_in(tx, digest(secret), self._clock.now())
        if user_id is None:
            raise LinkSpent
        return user_id
