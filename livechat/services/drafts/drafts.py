"""What people are writing, kept on the server: written behind, many at a time, so that no restart loses it."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from weakref import WeakValueDictionary

from nicegui import binding

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Invalid
from livechat.events import MARKS, DraftChanged
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId, UserId
from livechat.records import SavedDraft
from livechat.services.access import Access, Rule, allowed
from livechat.services.drafts.edit_drafts import EditDrafts
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.write_behind import WriteBehind
from livechat.store import drafts as store
from livechat.store import messages
from livechat.store.message_life import edit_drafts as edit_store
from livechat.text import strip_unstorable

MAX_CHARACTERS = 400_000  # more than a full field and all messages that may wait behind it
RECOVERY_SECONDS = 120.0

DraftKey = tuple[UserId, RoomId]  # person, room


def new_client_message_id() -> str:
    """An id that makes a message unique among its author's, however often it is sent."""
    return secrets.token_hex(12)


class DraftState:
    """What one person is writing in one room, as a bindable property: the tabs they have open there follow it."""

    draft = binding.BindableProperty()

    def __init__(self, draft: SavedDraft | None) -> None:
        self.draft = draft


class Drafts:
    """All drafts are in memory; those that changed are written together, at most twice a second.

    The tabs that a person has open in a room write one draft, and each follows what the others do.
    """

    def __init__(self, db: Database, bus: PubSub, access: Access, clock: Clock) -> None:
        self._db = db
        self._bus = bus
        self.access = access
        self._clock = clock
        self._drafts: dict[DraftKey, SavedDraft] = {}
        self._known: set[DraftKey] = set()  # those of which it was told that there is one
        self._unsaved: dict[DraftKey, SavedDraft] = {}
        self._states: WeakValueDictionary[DraftKey, DraftState] = WeakValueDictionary()
        self._behind = WriteBehind(self.flush, clock)
        self.edits = EditDrafts(access, self._behind.changed)
        self._loaded_at = clock.monotonic()

    async def load(self) -> None:
        """Read the drafts of before the start."""
        self._loaded_at = self._clock.monotonic()
        async with self._db.read() as tx:
            self._drafts.update(await store.list_all(tx))
            self.edits.load(await edit_store.list_all(tx))
        self._known = {*self._drafts}

    def __iter__(self) -> Iterator[DraftKey]:
        """Who has a draft where."""
        return iter(tuple(self._drafts))

    def __contains__(self, key: DraftKey) -> bool:
        """Whether somebody has begun to write there."""
        return key in self._drafts

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def get(self, user_id: UserId, room_id: RoomId) -> SavedDraft:
        """The draft as it is now, or an empty one with a new id. Raises NotFound or Forbidden."""
        return self._drafts.get((user_id, room_id)) or SavedDraft("", new_client_message_id())

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def put(self, user_id: UserId, room_id: RoomId, draft: SavedDraft) -> None:
        """Remember what somebody has typed so far, and what it answers; an empty draft ends.

        Raises Invalid for what no field can hold, NotFound or Forbidden.
        """
        if len(draft.body) > MAX_CHARACTERS:
            raise Invalid("body", lazy_gettext("A draft has at most {most} characters.", most=MAX_CHARACTERS))
        self._keep((user_id, room_id), replace(draft, body=strip_unstorable(draft.body)))

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def follow(self, user_id: UserId, room_id: RoomId) -> DraftState:
        """The draft, whichever tab writes it, for as long as somebody keeps it. Raises NotFound or Forbidden."""
        key = (user_id, room_id)
        state = self._states.get(key)
        if state is None:
            state = self._states[key] = DraftState(self._drafts.get(key))
        return state

    @allowed(Rule.MEMBER, Cost.READ)
    async def recover(self, user_id: UserId, room_id: RoomId, draft: SavedDraft, *, was_typed: bool) -> SavedDraft:
        """Keep what a page shows that nobody has listened to for a while, and answer with what is kept.

        What has been sent under the draft's id is taken off its front. A draft that is known under another id stays
        where nothing `was_typed` meanwhile, and else goes before what was: it may never have been sent. Where none is
        known, an old text does not come back by itself. Raises NotFound, Forbidden or Unavailable.
        """
        async with self._db.read() as tx:
            sent = await messages.find_by_client_id(tx, user_id, draft.client_message_id)
        if sent is not None:
            draft = SavedDraft(_behind(sent.body, draft.body), new_client_message_id())  # and answers nothing
        known = self.get(user_id, room_id)
        if known.client_message_id == draft.client_message_id:
            draft = replace(draft, reply_to_id=draft.reply_to_id or known.reply_to_id)
        elif known.body:
            draft = _joined(known, draft) if was_typed else known
        if draft != known and (known.body or was_typed or self._is_young):
            self.put(user_id, room_id, draft)
        return self.get(user_id, room_id)

    @property
    def _is_young(self) -> bool:
        """What was typed just before a sudden end was not written; later, nothing of that comes any more."""
        return self._clock.monotonic() - self._loaded_at < RECOVERY_SECONDS

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    def sent(self, user_id: UserId, room_id: RoomId, client_message_id: str) -> None:
        """The draft has become a message: forget it unless something new was typed since."""
        for drafts in (self._drafts, self._unsaved):
            draft = drafts.get((user_id, room_id))
            if draft is not None and draft.client_message_id == client_message_id:
                del drafts[user_id, room_id]
        self._tell((user_id, room_id))

    def forget_room(self, room_id: RoomId) -> None:
        """The room is gone, and with it what was being written there."""
        self.edits.forget_room(room_id)
        for drafts in (self._drafts, self._unsaved):
            for key in [key for key in drafts if key[1] == room_id]:
                del drafts[key]
        self._known = {key for key in self._known if key[1] != room_id}

    @property
    def unsaved(self) -> dict[DraftKey, SavedDraft]:
        """Those that changed since they were written; an empty one ends it."""
        return dict(self._unsaved)

    def restore(self, drafts: Mapping[DraftKey, SavedDraft]) -> None:
        """Take up what an earlier run could not write."""
        for key, draft in drafts.items():
            self._keep(key, draft)

    def _keep(self, key: DraftKey, draft: SavedDraft) -> None:
        if draft.is_empty:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = draft
        self._unsaved[key] = draft
        self._behind.changed()
        self._tell(key)

    def _tell(self, key: DraftKey) -> None:
        """Have the tabs that show it follow, and tell when there is one now, or none any more."""
        if (state := self._states.get(key)) is not None:
            state.draft = self._drafts.get(key)
        if (key in self._drafts) != (key in self._known):
            self._known ^= {key}
            self._bus.publish(MARKS, DraftChanged(key[1], key[0]))

    async def run(self) -> None:
        """Write what changed, for ever."""
        await self._behind.run()

    async def flush(self) -> None:
        """Write what changed now. Raises Unavailable, and then keeps it."""
        if not self._unsaved and not self.edits.unsaved:
            return
        async with self._db.write() as tx:
            batch, edits = self.unsaved, self.edits.unsaved  # of now: some were sent or saved while this waited
            await store.put_many(tx, batch, self._clock.now())
            await edit_store.put_many(tx, edits, self._clock.now())
        self.edits.written(edits)
        for key, draft in batch.items():
            if self._unsaved.get(key) is draft:
                del self._unsaved[key]


def _behind(sent: str, text: str) -> str:
    """What was typed behind a text that has been sent; a field shows both until it is cleared."""
    shown = text.lstrip("\n")
    return shown.removeprefix(sent).lstrip("\n") if shown.startswith(sent) else text


def _joined(known: SavedDraft, shown: SavedDraft) -> SavedDraft:
    """Both, under an id that stands for neither alone; what a page shows often holds all that was known."""
    if shown.body.startswith(known.body):
        return shown
    body = f"{known.body}\n{shown.body}".rstrip("\n")
    return SavedDraft(body, new_client_message_id(), known.reply_to_id or shown.reply_to_id)
