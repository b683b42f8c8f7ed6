"""Full-text search by SQLite's FTS5: `message_fts` holds each message's words and a token of its room."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.ids import RoomId
from livechat.records import SearchHit
from livechat.store.posted import message_table as _message
from livechat.store.posted import posted, to_posted

MAX_WORDS = 8
MAX_QUERY_CHARACTERS = 500
MAX_RANKED = 1_000  # of a common word the newest are ranked: ranking a million takes most of a second

_HIT_BEGINS, _HIT_ENDS = "\x02", "\x03"
_hit = re.compile(f"{_HIT_BEGINS}([^{_HIT_BEGINS}{_HIT_ENDS}]+){_HIT_ENDS}")

# The words' hits are gone through from the newest on; joined the other way round they would all have to be sorted.
_newest_hits = (
    sa.text(
        "SELECT message_fts.rowid AS id, bm25(message_fts, 1.0, 0.0) AS rank"
        " FROM message_fts CROSS JOIN message ON message.id = message_fts.rowid"
        " WHERE message_fts MATCH :query AND message.room_id IN :rooms AND message.deleted_at IS NULL"
        " ORDER BY message_fts.rowid DESC LIMIT :most_ranked"
    )
    .bindparams(sa.bindparam("rooms", expanding=True))
    .columns(id=sa.Integer, rank=sa.Float)
    .subquery("hit")
)
_hits = (
    posted.add_columns(_newest_hits.c.rank)
    .join(_newest_hits, _newest_hits.c.id == _message.c.id)
    .order_by(_newest_hits.c.rank, _message.c.id.desc())
    .limit(sa.bindparam("limit"))
)
# Looked up one by one, each id would make FTS5 begin the query anew.
_marked = sa.text(
    "SELECT rowid AS id, highlight(message_fts, 0, :begins, :ends) AS body FROM message_fts"
    " WHERE message_fts MATCH :query AND rowid BETWEEN :oldest AND :newest AND +rowid IN :ids"
).bindparams(sa.bindparam("ids", expanding=True), begins=_HIT_BEGINS, ends=_HIT_ENDS)


async def search_messages(tx: AsyncConnection, room_id: RoomId, query: str, limit: int = 50) -> list[SearchHit]:
    """The room's messages that hold all words of the query, the best first, then the newest."""
    words = fts_query(query)
    return await _search(tx, f'body : ({words}) AND room : "r{room_id}"', [room_id], limit) if words else []


async def search_rooms(tx: AsyncConnection, room_ids: Sequence[RoomId], query: str, limit: int = 50) -> list[SearchHit]:
    """The same for several rooms: cheap when they are most of all rooms."""
    words = fts_query(query)
    return await _search(tx, f"body : ({words})", room_ids, limit) if words else []


async def _search(tx: AsyncConnection, match: str, room_ids: Sequence[RoomId], limit: int) -> list[SearchHit]:
    values = {"query": match, "rooms": list(room_ids), "most_ranked": MAX_RANKED, "limit": limit}
    rows = (await tx.execute(_hits, values)).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    found = await tx.execute(_marked, {"query": match, "oldest": min(ids), "newest": max(ids), "ids": ids})
    words = {row.id: frozenset(_hit.findall(row.body)) for row in found}
    return [SearchHit(to_posted(row[:-1]), row.rank, words[row.id]) for row in rows]


def fts_query(text: str) -> str | None:
    """What a person typed as an FTS5 phrase list: its words quoted, the last one as a beginning; None without words."""
    runs = groupby(text[:MAX_QUERY_CHARACTERS], _belongs_to_word)
    words = ["".join(run) for is_word, run in runs if is_word][:MAX_WORDS]
    return " ".join(f'"{word}"' for word in words) + " *" if words else None


def _belongs_to_word(character: str) -> bool:
    """As the index's tokenizer has it."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in {"Co", "Mn", "Mc"}
