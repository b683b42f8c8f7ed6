"""What was chosen at a device, and what was noticed of it: kept with its session."""

from collections.abc import Callable
from dataclasses import replace

from livechat.db import Database
from livechat.errors import NotFound
from livechat.events import PREFERENCES, DeviceChanged
from livechat.ids import UserId
from livechat.preferences.choices import DevicePreferences, Enter, Pointer
from livechat.services.access import Access, Rule, allowed
from livechat.services.accounts.sessions import Sessions
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.store import sessions as stored_sessions

Change = Callable[[DevicePreferences], DevicePreferences]


class Devices:
    """A device is one signed-in browser."""

    def __init__(self, db: Database, bus: PubSub, access: Access, sessions: Sessions) -> None:
        self.access = access
        self._db = db
        self._bus = bus
        self._sessions = sessions

    @allowed(Rule.SIGNED_IN, Cost.PREFER)
    async def choose_enter(self, user_id: UserId, session_id: int, enter: Enter) -> None:
        """What the key does at this device. Raises NotFound, Forbidden, RateLimited or Unavailable."""
        await self._change(user_id, session_id, lambda known: replace(known, enter=enter))

    @allowed(Rule.SIGNED_IN, Cost.PREFER)
    async def note_pointer(self, user_id: UserId, session_id: int, pointer: Pointer) -> None:
        """What one points with there. Raises NotFound, Forbidden, RateLimited or Unavailable."""
        await self._change(user_id, session_id, lambda known: replace(known, pointer=pointer))

    async def _change(self, user_id: UserId, session_id: int, change: Change) -> None:
        async with self._db.write(by=user_id) as tx:
            session = self._sessions.get(session_id)
            if session is None or session.user_id != user_id:
                raise NotFound
            chosen = change(session.preferences)
            await stored_sessions.update_preferences(tx, session_id, chosen)
        self._sessions.keep_preferences(session_id, chosen)
        self._bus.publish(PREFERENCES, DeviceChanged(user_id, session_id))
