"""What each person chooses for all their pages."""

from livechat.db import Database
from livechat.events import PREFERENCES, PreferencesChanged
from livechat.ids import UserId
from livechat.preferences.choices import Preferences
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.server_zone import chosen_zone
from livechat.store import users


class PersonalPreferences:
    """Stored before they count; the directory has them for who draws something."""

    def __init__(self, db: Database, bus: PubSub, access: Access, directory: Directory) -> None:
        self.access = access
        self._db = db
        self._bus = bus
        self._directory = directory

    @allowed(Rule.SIGNED_IN, Cost.PREFER)
    async def change(self, user_id: UserId, chosen: Preferences) -> None:
        """From now on, on every open page. Raises Invalid, Forbidden, RateLimited or Unavailable."""
        if chosen.zone:
            chosen_zone(chosen.zone)
        async with self._db.write(by=user_id) as tx:
            await users.update_preferences(tx, user_id, chosen)
        self._directory.put_preferences(user_id, chosen)
        self._bus.publish(PREFERENCES, PreferencesChanged(user_id))
