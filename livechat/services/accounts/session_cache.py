"""The sessions that have been used since the start, and which uses and ends are still to be written down."""

import dataclasses
from datetime import datetime, timedelta

from livechat.db import Database
from livechat.preferences.choices import DevicePreferences
from livechat.records import Session
from livechat.store import sessions, users

SESSION_IDLE_DAYS = 60
NOTE_USE_EVERY_SECONDS = 60.0


class SessionCache:
    """Holds living sessions only, so it needs no other bound."""

    def __init__(self) -> None:
        self._by_hash: dict[bytes, Session] = {}
        self._hash_of: dict[int, bytes] = {}
        self._used: dict[int, Session] = {}
        self.ended: set[int] = set()  # here, and stored all the same: until the database takes it

    def __contains__(self, session_id: int) -> bool:
        return session_id in self._hash_of

    def by_hash(self, token_hash: bytes) -> Session | None:
        return self._by_hash.get(token_hash)

    def by_id(self, session_id: int) -> Session | None:
        token_hash = self._hash_of.get(session_id)
        return None if token_hash is None else self._by_hash[token_hash]

    def put(self, token_hash: bytes, session: Session) -> None:
        self._by_hash[token_hash] = session
        self._hash_of[session.id] = token_hash

    def drop(self, session_id: int) -> None:
        self._by_hash.pop(self._hash_of.pop(session_id, b""), None)
        self._used.pop(session_id, None)

    def touch(self, session: Session, now: datetime, address: str) -> None:
        """The session is in use: noted once a minute, and when its address has changed."""
        is_old = (now - session.last_used_at).total_seconds() >= NOTE_USE_EVERY_SECONDS
        if is_old or address not in ("", session.address):
            self._by_hash[self._hash_of[session.id]] = self._used[session.id] = dataclasses.replace(
                session,
                last_used_at=now,
                address=address or session.address,
                expires_at=now + timedelta(days=SESSION_IDLE_DAYS),
            )

    def keep_preferences(self, session_id: int, chosen: DevicePreferences) -> None:
        """What was chosen at the session's device, if the session is still there."""
        if (token_hash := self._hash_of.get(session_id)) is not None:
            self._by_hash[token_hash] = dataclasses.replace(self._by_hash[token_hash], preferences=chosen)

    def newest(self, session: Session) -> Session:
        """The session with its last use, also when that is not written down yet."""
        return self._used.get(session.id, session)

    async def write_ends(self, db: Database) -> None:
        """Delete what has only ended here so far. Raises Unavailable, and remembers it then."""
        ended = tuple(self.ended)
        if not ended:
            return
        async with db.write() as tx:
            for session_id in ended:
                await sessions.delete(tx, session_id)
        self.ended.difference_update(ended)

    @property
    def unwritten_uses(self) -> int:
        """How many sessions' last use is only here so far."""
        return len(self._used)

    async def write_uses(self, db: Database) -> None:
        """Write down the uses that are only here so far. Raises Unavailable, and keeps them then."""
        used = dict(self._used)
        if not used:
            return
        async with db.write() as tx:
            await sessions.note_used(tx, list(used.values()))
            await users.note_seen(tx, [(use.user_id, use.last_used_at) for use in used.values()])
        for session_id, use in used.items():
            if self._used.get(session_id) is use:
                del self._used[session_id]
