"""Full-text search over what somebody may read."""

from dataclasses import replace

from livechat.db import Database
from livechat.ids import RoomId, UserId
from livechat.markup.excerpts import excerpt
from livechat.markup.plain import plain_text
from livechat.records import SearchHit
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.rate_limits.costs import Cost
from livechat.services.rooms.kept_html import KeptHtml
from livechat.store import search as store

MAX_HITS = 50


class Search:
    """Asks the index, in one room or in all that the person may read."""

    def __init__(self, db: Database, access: Access, directory: Directory, html: KeptHtml) -> None:
        self._db = db
        self.access = access
        self._directory = directory
        self._html = html

    @allowed(Rule.READER, Cost.SEARCH)
    async def in_room(self, user_id: UserId, room_id: RoomId, query: str, limit: int = MAX_HITS) -> list[SearchHit]:
        """The room's messages that match, best first.

        Raises NotFound, Forbidden, RateLimited or Unavailable, the latter also for one that took too long.
        """
        async with self._db.search(by=user_id) as tx:
            hits = await store.search_messages(tx, room_id, query, limit)
        return await self._with_excerpts(hits)

    @allowed(Rule.SIGNED_IN, Cost.SEARCH)
    async def everywhere(self, user_id: UserId, query: str, limit: int = MAX_HITS) -> list[SearchHit]:
        """The messages that match in all rooms one may read, best first. Raises like `in_room`."""
        readable = [room.id for room in self._directory.readable_rooms(user_id)]
        async with self._db.search(by=user_id) as tx:
            hits = await store.search_rooms(tx, readable, query, limit)
        return await self._with_excerpts(hits)

    async def _with_excerpts(self, hits: list[SearchHit]) -> list[SearchHit]:
        messages = await self._html.complete([hit.message for hit in hits])
        return [
            replace(hit, message=message, excerpt=excerpt(plain_text(message.html), hit.words))
            for hit, message in zip(hits, messages, strict=True)
        ]
