"""What people are making of messages of their own, kept on the server as drafts are, and written with them."""

from collections.abc import Callable, Mapping
from weakref import WeakValueDictionary

from nicegui import binding

from livechat.errors import Invalid
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId, UserId
from livechat.records import SavedEdit
from livechat.services.access import Access, Rule, allowed
from livechat.services.rate_limits.costs import Cost
from livechat.text import strip_unstorable

MAX_CHARACTERS = 20_000  # more than a field holds

EditKey = tuple[UserId, RoomId]  # person, room


class EditState:
    """Which edit one person has under way in one room, as a bindable property: the tabs they have open follow it."""

    edit = binding.BindableProperty()

    def __init__(self, edit: SavedEdit | None) -> None:
        self.edit = edit


class EditDrafts:
    """One for each person and room, in memory; `on_change` is told that something is to be written."""

    def __init__(self, access: Access, on_change: Callable[[], None]) -> None:
        self.access = access
        self._on_change = on_change
        self._edits: dict[EditKey, SavedEdit] = {}
        self._unsaved: dict[EditKey, SavedEdit | None] = {}
        self._states: WeakValueDictionary[EditKey, EditState] = WeakValueDictionary()

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def get(self, user_id: UserId, room_id: RoomId) -> SavedEdit | None:
        """The edit as it is now, if one is under way. Raises NotFound or Forbidden."""
        return self._edits.get((user_id, room_id))

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def put(self, user_id: UserId, room_id: RoomId, edit: SavedEdit | None) -> None:
        """Remember what somebody has made of a message so far, or that they leave it.

        Only an own message's is ever written down. Raises Invalid for what no field can hold, NotFound or Forbidden.
        """
        if edit is not None:
            if len(edit.body) > MAX_CHARACTERS:
                raise Invalid("body", lazy_gettext("A draft has at most {most} characters.", most=MAX_CHARACTERS))
            edit = SavedEdit(edit.message_id, strip_unstorable(edit.body))
        self._keep((user_id, room_id), edit)

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def follow(self, user_id: UserId, room_id: RoomId) -> EditState:
        """The edit, whichever tab makes it, for as long as somebody keeps it. Raises NotFound or Forbidden."""
        key = (user_id, room_id)
        state = self._states.get(key)
        if state is None:
            state = self._states[key] = EditState(self._edits.get(key))
        return state

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    def saved(self, user_id: UserId, room_id: RoomId, edit: SavedEdit) -> None:
        """The message says this now, in a transaction that has ended the edit: but for what was changed since."""
        key, kept = (user_id, room_id), self._edits.get((user_id, room_id))
        if kept is None or kept.message_id != edit.message_id:
            return
        if kept.body.strip("\n").rstrip() == edit.body:
            del self._edits[key]
            self._unsaved.pop(key, None)
            self._tell(key)
        else:
            self._unsaved[key] = kept
            self._on_change()

    def forget_room(self, room_id: RoomId) -> None:
        """The room is gone, and with it what was being made of its messages."""
        for edits in (self._edits, self._unsaved):
            for key in [key for key in edits if key[1] == room_id]:
                del edits[key]

    def load(self, edits: Mapping[EditKey, SavedEdit]) -> None:
        """Those of before the start."""
        self._edits.update(edits)

    @property
    def unsaved(self) -> dict[EditKey, SavedEdit | None]:
        """Those that changed since they were written."""
        return dict(self._unsaved)

    def restore(self, edits: Mapping[EditKey, SavedEdit | None]) -> None:
        """Take up what an earlier run could not write."""
        for key, edit in edits.items():
            self._keep(key, edit)

    def written(self, batch: Mapping[EditKey, SavedEdit | None]) -> None:
        """These are in the database."""
        for key, edit in batch.items():
            if key in self._unsaved and self._unsaved[key] is edit:
                del self._unsaved[key]

    def _keep(self, key: EditKey, edit: SavedEdit | None) -> None:
        if edit == self._edits.get(key):
            return
        if edit is None:
            del self._edits[key]
        else:
            self._edits[key] = edit
        self._unsaved[key] = edit
        self._on_change()
        self._tell(key)

    def _tell(self, key: EditKey) -> None:
        if (state := self._states.get(key)) is not None:
            state.edit = self._edits.get(key)
