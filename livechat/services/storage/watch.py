"""Whether the disk takes what is written: known at once when it refuses, and soon when it takes again."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Trouble, Unavailable
from livechat.events import STORAGE, StorageChanged
from livechat.records import StorageTrouble
from livechat.services.pubsub import PubSub
from livechat.store.probe import write_nothing_new

PROBE_EVERY_SECONDS = 2.0
FULL_BYTES = 1_000_000  # with less than this, room has not come back
NEARLY_FULL_BYTES = 200_000_000


class StorageWatch:
    """Hears of each refused transaction; a supervisor keeps `run` alive, which asks the database by itself.

    While all is well it takes the lock and writes nothing: that would wear a disk out.
    """

    def __init__(self, db: Database, bus: PubSub, clock: Clock, folder: Path) -> None:
        self._db = db
        self._bus = bus
        self._clock = clock
        self._folder = folder
        self.trouble: StorageTrouble | None = None
        db.refusals.on_trouble = self._note

    async def run(self) -> None:
        """Probe, for ever."""
        while True:
            with suppress(Unavailable):  # `_note` knows, unless there was no turn: then the next probe will tell
                await self._probe()
            await self._clock.sleep(PROBE_EVERY_SECONDS)

    async def _probe(self) -> None:
        before = self.trouble
        free = await asyncio.to_thread(_free_bytes, self._folder)
        async with self._db.write() as tx:
            if before is not None or free < FULL_BYTES:
                await write_nothing_new(tx)
        is_still_full = before is not None and before.reason is Trouble.DISK_FULL and free < FULL_BYTES
        if self.trouble is before and not is_still_full:  # else somebody was refused meanwhile
            self._note(Trouble.NEARLY_FULL if free < NEARLY_FULL_BYTES else None)

    def _note(self, reason: Trouble | None) -> None:
        """A damaged file stays damaged, whatever else succeeds."""
        known = self.trouble.reason if self.trouble else None
        if reason is known or known is Trouble.DAMAGED:
            return
        self.trouble = None if reason is None else StorageTrouble(reason, self._clock.now())
        self._bus.publish(STORAGE, StorageChanged(self.trouble))


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
