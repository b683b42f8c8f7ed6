"""What people are writing, kept on the server: written behind, many at a time, so that no restart loses it."""

import asyncio
import secrets
from collections.abc import Iterator

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Unavailable
from livechat.ids import RoomId, UserId
from livechat.records import SavedDraft
from livechat.services.access import Access, Rule, allowed
from livechat.store import drafts as store
from livechat.text import strip_unstorable

RETRY_SECONDS = 1.0

DraftKey = tuple[UserId, RoomId]  # person, room


def new_client_message_id() -> str:
    """An id that makes a message unique among its author's, however often it is sent."""
    return secrets.token_hex(12)


class Drafts:
    """All drafts are in memory; those that changed are written together as soon as the last write has ended."""

    def __init__(self, db: Database, access: Access, clock: Clock) -> None:
        self._db = db
        self.access = access
        self._clock = clock
        self._drafts: dict[DraftKey, SavedDraft] = {}
        self._unsaved: dict[DraftKey, SavedDraft] = {}
        self._changed = asyncio.Event()

    async def load(self) -> None:
        """Read the drafts of before the start."""
        async with self._db.read() as tx:
            self._drafts.update(await store.list_all(tx))

    def __iter__(self) -> Iterator[DraftKey]:
        """Who has a draft where."""
        return iter(tuple(self._drafts))

    @allowed(Rule.MEMBER)
    def get(self, user_id: UserId, room_id: RoomId) -> SavedDraft:
        """The draft as it is now, or an empty one with a new id. Raises NotFound or Forbidden."""
        return self._drafts.get((user_id, room_id)) or SavedDraft("", new_client_message_id())

    @allowed(Rule.MEMBER)
    def put(self, user_id: UserId, room_id: RoomId, draft: SavedDraft) -> None:
        """Remember what somebody has typed so far; an empty text ends the draft. Raises NotFound or Forbidden."""
        draft = SavedDraft(strip_unstorable(draft.body), draft.client_message_id)
        if draft.body:
            self._drafts[user_id, room_id] = draft
        else:
            self._drafts.pop((user_id, room_id), None)
        self._unsaved[user_id, room_id] = draft
        self._changed.set()

    @allowed(Rule.OWN)
    def sent(self, user_id: UserId, room_id: RoomId, client_message_id: str) -> None:
        """The draft has become a message: forget it unless something new was typed since."""
        for drafts in (self._drafts, self._unsaved):
            draft = drafts.get((user_id, room_id))
            if draft is not None and draft.client_message_id == client_message_id:
                del drafts[user_id, room_id]

    def forget_room(self, room_id: RoomId) -> None:
        """The room is gone, and with it what was being written there."""
        for drafts in (self._drafts, self._unsaved):
            for key in [key for key in drafts if key[1] == room_id]:
                del drafts[key]

    async def run(self) -> None:
        """Write what changed, for ever."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self.flush()
            except Unavailable:
                self._changed.set()
                await self._clock.sleep(RETRY_SECONDS)

    async def flush(self) -> None:
        """Write what changed now. Raises Unavailable, and then keeps it."""
        batch, self._unsaved = self._unsaved, {}
        if not batch:
            return
        try:
            async with self._db.write() as tx:
                await store.put_many(tx, batch, self._clock.now())
        except BaseException:
            self._unsaved = batch | self._unsaved
            raise
