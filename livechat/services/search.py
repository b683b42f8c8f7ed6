"""Full-text search over what somebody may read."""

from livechat.db import Database
from livechat.ids import RoomId, UserId
from livechat.records import SearchHit
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.store import search as store

MAX_HITS = 50


class Search:
    """Asks the index, in one room or in all that the person may read."""

    def __init__(self, db: Database, access: Access, directory: Directory) -> None:
        self._db = db
        self.access = access
        self._directory = directory

    @allowed(Rule.READER)
    async def in_room(self, user_id: UserId, room_id: RoomId, query: str, limit: int = MAX_HITS) -> list[SearchHit]:
        """The room's messages that match, best first. Raises NotFound, Forbidden or Unavailable."""
        async with self._db.read() as tx:
            return await store.search_messages(tx, room_id, query, limit)

    @allowed(Rule.SIGNED_IN)
    async def everywhere(self, user_id: UserId, query: str, limit: int = MAX_HITS) -> list[SearchHit]:
        """The messages that match in all rooms one may read, best first. Raises Forbidden or Unavailable."""
        readable = [room.id for room in self._directory.readable_rooms(user_id)]
        async with self._db.read() as tx:
            return await store.search_rooms(tx, readable, query, limit)
