"""The server's time zone: what an administrator chose in the product, else what the environment or the machine says."""

from zoneinfo import ZoneInfo

from livechat.db import Database
from livechat.errors import Invalid
from livechat.events import PREFERENCES, ServerZoneChanged
from livechat.i18n.text import lazy_gettext
from livechat.preferences.choices import Preferences
from livechat.preferences.zones import find_zone
from livechat.services.pubsub import PubSub
from livechat.store import server_settings


class ServerZone:
    """`zone` is the one that counts, `default` the one of the settings."""

    def __init__(self, bus: PubSub, default: str) -> None:
        self._bus = bus
        self.default = self.zone = ZoneInfo(default)

    async def load(self, db: Database) -> None:
        """Read what was chosen; a zone that this machine does not know counts for nothing."""
        async with db.read() as tx:
            chosen = await server_settings.find(tx, server_settings.TIME_ZONE)
        self.zone = find_zone(chosen or "") or self.default

    def for_reader(self, preferences: Preferences) -> ZoneInfo:
        """In which somebody is shown times: their own zone, if there is such a one, else the server's."""
        return find_zone(preferences.zone) or self.zone

    def choose(self, zone: ZoneInfo) -> None:
        """Call it after the commit: whoever has no zone of their own follows."""
        if zone != self.zone:
            self.zone = zone
            self._bus.publish(PREFERENCES, ServerZoneChanged(zone.key))


def chosen_zone(name: str) -> ZoneInfo:
    """The zone that somebody has chosen. Raises Invalid."""
    zone = find_zone(name)
    if zone is None:
        raise Invalid("time_zone", lazy_gettext("There is no such time zone here. Choose one of the list."))
    return zone
