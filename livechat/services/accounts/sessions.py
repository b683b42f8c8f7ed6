"""Who is signed in, and where: sessions, remembered in memory once they have been used."""

import logging
from collections.abc import AsyncIterator, Hashable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import NotFound, Unavailable
from livechat.events import SESSIONS, SessionEnded, user_topic
from livechat.i18n.text import LazyText
from livechat.ids import UserId
from livechat.preferences.choices import NEW_DEVICE, DevicePreferences
from livechat.records import Session
from livechat.services.access import Access, Rule, allowed
from livechat.services.accounts.request_source import RequestSource
from livechat.services.accounts.session_cache import SESSION_IDLE_DAYS, SessionCache
from livechat.services.accounts.session_end_reasons import ENDED, EXPIRED
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.secret_tokens import SECRET_MAX_CHARACTERS, digest, new_secret
from livechat.store import one_time_links
from livechat.store import sessions as stored_sessions

log = logging.getLogger(__name__)


class Sessions:
    """Starts, finds and ends sessions; tells the bus of each that ended."""

    def __init__(self, db: Database, bus: PubSub, access: Access, clock: Clock) -> None:
        self.access = access
        self._db = db
        self._bus = bus
        self._clock = clock
        self._memory = SessionCache()
        self._endings = 0

    async def start(
        self,
        tx: AsyncConnection,
        user_id: UserId,
        source: RequestSource,
        *,
        remember: bool,
        preferences: DevicePreferences = NEW_DEVICE,
    ) -> tuple[str, Session]:
        """A new session inside the caller's transaction, and the secret that opens it."""
        secret, now = new_secret(), self._clock.now()
        session = await stored_sessions.insert(
            tx,
            token_hash=digest(secret),
            user_id=user_id,
            inserted_at=now,
            expires_at=now + timedelta(days=SESSION_IDLE_DAYS),
            remembered=remember,
            device=source.device_name,
            address=source.address,
            preferences=preferences,
        )
        return secret, session

    @asynccontextmanager
    async def replacing(self, secret: str, *, by: Hashable) -> AsyncIterator[AsyncConnection]:
        """A transaction `by` somebody that starts a session in the place of the one that the secret opens, if any.

        Raises Unavailable.
        """
        earlier = await self.find(secret)
        async with self._db.write(by) as tx:
            yield tx
            ended = [earlier] if earlier is not None and await stored_sessions.delete(tx, earlier.id) else []
        self.publish_ended(ended, ENDED)

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def find(self, secret: str) -> Session | None:
        """The session that the secret opens, unless it has ended or expired. Raises Unavailable."""
        if not secret or len(secret) > SECRET_MAX_CHARACTERS:
            return None
        token_hash = digest(secret)
        session = self._memory.by_hash(token_hash) or await self._load(token_hash)
        if session is None or session.expires_at <= self._clock.now():
            return None
        return session

    def get(self, session_id: int) -> Session | None:
        """A session that has been found here before, as long as it is good."""
        session = self._memory.by_id(session_id)
        return session if session is not None and session.expires_at > self._clock.now() else None

    def is_alive(self, session_id: int) -> bool:
        """Whether a session that has been found here before is still good."""
        return self.get(session_id) is not None

    def keep_preferences(self, session_id: int, chosen: DevicePreferences) -> None:
        """What was chosen at the device is stored."""
        self._memory.keep_preferences(session_id, chosen)

    def touch(self, session_id: int, address: str = "") -> None:
        """The session is in use; written at most once a minute, many together."""
        session = self._memory.by_id(session_id)
        if session is not None:
            self._memory.touch(session, self._clock.now(), address)

    @allowed(Rule.SIGNED_IN, Cost.READ)
    async def list_for(self, user_id: UserId) -> list[Session]:
        """Somebody's sessions, the one used last first. Raises Unavailable."""
        async with self._db.read() as tx:
            stored = await stored_sessions.list_for(tx, user_id)
        newest = map(self._memory.newest, stored)
        alive = [s for s in newest if s.expires_at > self._clock.now() and s.id not in self._memory.ended]
        return sorted(alive, key=lambda session: session.last_used_at, reverse=True)

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    async def end(self, user_id: UserId, session_id: int, reason: LazyText = ENDED) -> None:
        """End one of somebody's sessions. Raises NotFound when it is not theirs, or Unavailable."""
        async with self._db.write(by=user_id) as tx:
            ended = await self.remove(tx, user_id, only=session_id)
        if not ended:
            raise NotFound
        self.publish_ended(ended, reason)

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    async def end_at_once(self, _: UserId, session: Session) -> None:
        """End one's session whatever the database says; a deletion that it refuses is written later."""
        self._memory.ended.add(session.id)
        self.publish_ended([session], ENDED)
        try:
            await self.write_ends()
        except Unavailable:
            log.warning("A sign-out is not stored yet: session %d would be alive after a crash.", session.id)

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    async def end_all(self, user_id: UserId, *, but: int | None = None, reason: LazyText = ENDED) -> None:
        """End all of somebody's sessions, or all but one. Raises Unavailable."""
        async with self._db.write(by=user_id) as tx:
            ended = await self.remove(tx, user_id, but=but)
        self.publish_ended(ended, reason)

    async def remove(
        self, tx: AsyncConnection, user_id: UserId, *, but: int | None = None, only: int | None = None
    ) -> list[Session]:
        """Delete sessions inside the caller's transaction; pass them to `publish_ended` after its commit."""
        sessions = await stored_sessions.list_for(tx, user_id)
        chosen = [s for s in sessions if s.id != but and only in (None, s.id)]
        for session in chosen:
            await stored_sessions.delete(tx, session.id)
        return chosen

    def publish_ended(self, sessions: list[Session], reason: LazyText) -> None:
        """Forget sessions that are no longer stored, and tell their open pages."""
        self._endings += 1
        for session in sessions:
            self._memory.drop(session.id)
            event = SessionEnded(session.id, session.user_id, reason)
            self._bus.publish(SESSIONS, event)
            self._bus.publish(user_topic(session.user_id), event)

    @property
    def unwritten_ends(self) -> tuple[int, ...]:
        """The sessions that have ended here and are still stored."""
        return tuple(self._memory.ended)

    def restore_ends(self, session_ids: Iterable[int]) -> None:
        """Take up what an earlier run could not delete."""
        self._memory.ended.update(session_ids)

    async def write_ends(self) -> None:
        """Delete the sessions that have only ended here so far. Raises Unavailable."""
        await self._memory.write_ends(self._db)
        self._endings += 1  # whoever read one of them before has to read again

    @property
    def unwritten_uses(self) -> int:
        """How many sessions' last use is only in memory so far."""
        return self._memory.unwritten_uses

    async def write_uses(self) -> None:
        """Write down the uses that are only in memory so far. Raises Unavailable."""
        await self._memory.write_uses(self._db)

    async def end_expired(self) -> None:
        """End what nobody has used for too long. Raises Unavailable."""
        async with self._db.write() as tx:
            ended = await stored_sessions.delete_expired(tx, self._clock.now())
            await one_time_links.delete_expired(tx, self._clock.now())
        if ended:
            self.publish_ended(ended, EXPIRED)

    async def _load(self, token_hash: bytes) -> Session | None:
        while True:
            endings = self._endings
            async with self._db.read() as tx:
                session = await stored_sessions.find(tx, token_hash)
            if session is None or session.id in self._memory.ended:
                return None
            if endings == self._endings:  # else it may have ended while it was read
                self._memory.put(token_hash, session)
                return session
