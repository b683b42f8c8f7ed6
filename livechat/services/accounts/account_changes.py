"""Keeps everybody's idea of a person in step with the stored account."""

from contextlib import suppress

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import NotFound, Unavailable
from livechat.events import PEOPLE, PersonUpdated, user_topic
from livechat.ids import UserId
from livechat.records import Account
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.store import users

FOLLOW_EVERY_SECONDS = 2.0


class AccountChanges:
    """Tells the directory and the bus of each account that has changed."""

    def __init__(self, db: Database, bus: PubSub, directory: Directory) -> None:
        self._db = db
        self._bus = bus
        self._directory = directory

    def publish(self, account: Account) -> None:
        """Call it after the commit."""
        self._directory.put_person(account.person)
        event = PersonUpdated(account.person)
        self._bus.publish(PEOPLE, event)
        self._bus.publish(user_topic(account.id), event)

    async def poll_for_new_admins(self, clock: Clock) -> None:
        """Notice administrators whom the command line has named while the server runs, for ever."""
        while True:
            await clock.sleep(FOLLOW_EVERY_SECONDS)
            with suppress(Unavailable):  # which the database has logged; the next look may succeed
                await self._publish_new_admins()

    async def _publish_new_admins(self) -> None:
        async with self._db.read() as tx:
            for user_id in await users.list_admin_ids(tx):
                if not self._is_known_admin(user_id):
                    self.publish(await users.get(tx, user_id))

    def _is_known_admin(self, user_id: UserId) -> bool:
        try:
            return self._directory.person(user_id).is_admin
        except NotFound:
            return False
