"""What the database of a server holds, read beside it while it runs, stands still or is dead."""

import sqlite3
from contextlib import closing

from tests.eventually import eventually
from tests.server import Server


class Kept:
    """The texts of all rooms, or of the one with the slug, in the order of their writing."""

    def __init__(self, server: Server, slug: str = "%") -> None:
        self._path = server.database
        self._slug = slug

    @property
    def messages(self) -> list[str]:
        return self._bodies("message")

    @property
    def drafts(self) -> list[str]:
        return self._bodies("draft")

    async def until_drafted(self, text: str) -> None:
        await eventually(lambda: text in self.drafts, instead=lambda: self.drafts)

    async def until_said(self, text: str) -> None:
        """Until a message ends with the text."""
        await eventually(lambda: any(body.endswith(text) for body in self.messages), instead=lambda: self.messages)

    def last_write(self) -> tuple[int, int]:
        """Something that changes whenever the server writes."""
        log = self._path.with_name(f"{self._path.name}-wal").stat()
        return log.st_mtime_ns, log.st_size

    async def until_written_since(self, last: tuple[int, int]) -> None:
        """Until something is being written, whether or not it is there already."""
        await eventually(lambda: self.last_write() != last)

    def _bodies(self, table: str) -> list[str]:
        query = f"SELECT body FROM {table} JOIN room ON room.id = room_id WHERE slug LIKE ? ORDER BY {table}.rowid"
        with closing(sqlite3.connect(self._path)) as database:
            return [body for (body,) in database.execute(query, [self._slug])]
