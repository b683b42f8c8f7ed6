"""Draws a room's messages into its history, and answers with the rows that look different now."""

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from livechat.components.message.bubble import message_elements
from livechat.components.message.day_mark import day_mark_element
from livechat.components.message.plain import plain_message_element
from livechat.ids import MessageId, RoomId, UserId
from livechat.live.room.history.blocks import Drawn, History, place_of
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.records import Person, PostedMessage, Reaction
from livechat.services.directory import Directory

log = logging.getLogger(__name__)

Rows = dict[int, bytes]
"""Encoded rows by their positions."""


class RoomRows:
    """Each row is rendered and encoded once for all. What is not in memory changes nothing: it is read when needed."""

    def __init__(self, directory: Directory, room_id: RoomId, zone: tzinfo, history: History) -> None:
        self._directory = directory
        self._room_id = room_id
        self._zone = zone
        self._history = history
        self._has_told = False  # of a message that could not be drawn
        self.follow: Callable[[RoomId], bool] = lambda _: False
        """Whether another room is listened to from now on: only then its messages may be quoted."""

    def fill(self, number: int, messages: Sequence[PostedMessage], above: PostedMessage | None) -> None:
        """A block as it is stored; `above` is the message before its first."""
        messages = [self._followed(message) for message in messages]
        pairs = zip([above, *messages], messages, strict=False)
        self._history.fill(number, [(message, self._draw(message, before)) for before, message in pairs], above)

    def add(self, message: PostedMessage) -> Rows:
        """A new message. Its author may be called otherwise by now than when it was accepted."""
        message = self._followed(with_face_of(self._directory.person(message.author.id), message))
        drawn = self._draw(message, self._history.before(message.position))
        return {message.position: self._history.add(message, drawn)}

    def replace(self, message: PostedMessage) -> Rows:
        """A message that is otherwise now, those that quote it, and the row below if it goes on in another way."""
        message, shown = self._followed(message), self._history.at(message.position)
        if shown is not None and not message.is_deleted and not shown.is_deleted:  # what hangs on it has its own events
            message = replace(message, reactions=shown.reactions, is_pinned=shown.is_pinned)
        rows = self._put(message)
        if shown is None or (shown.author.id, shown.inserted_at) != (message.author.id, message.inserted_at):
            rows |= self._renew(message.position + 1)
        return rows | self.requote(message)

    def requote(self, message: PostedMessage) -> Rows:
        """Those that quote a message, which may be one of another room."""
        self._history.outdate()
        quoted = replace(message, reply_to=None, reactions=(), is_pinned=False, linked=())
        rows: Rows = {}
        for other in [*self._history.messages()]:
            if message.id in _quoted_ids(other):
                rows |= self._put(_requoted(other, lambda quote: quoted if quote.id == message.id else quote))
        return rows

    def unlink(self, room_id: RoomId) -> Rows:
        """Those that link to another room, which not everybody may read any more."""
        self._history.outdate()
        rows: Rows = {}
        for message in [*self._history.messages()]:
            linked = tuple(other for other in message.linked if other.room_id != room_id)
            if linked != message.linked:
                rows |= self._put(replace(message, linked=linked))
        return rows

    def linked_ids(self, room_ids: Set[RoomId]) -> set[MessageId]:
        """The messages of these rooms that rows link to."""
        linked = (other for message in self._history.messages() for other in message.linked)
        return {other.id for other in linked if other.room_id in room_ids}

    def react(self, position: int, reactions: tuple[Reaction, ...]) -> Rows:
        """The row with other reactions under it."""
        return self._change(position, reactions=reactions)

    def pin(self, position: int, *, is_pinned: bool) -> Rows:
        """The row, pinned or not."""
        return self._change(position, is_pinned=is_pinned)

    def rename(self, person: Person) -> Rows:
        """The rows of somebody with another name or face, those that answer them, and where they are named."""
        self._history.outdate()
        now = [(message, with_face_of(person, message)) for message in self._history.messages()]
        rows: Rows = {}
        for before, after in now:
            if after is not before:
                rows |= self._put(after)
            elif any(person.id in reaction.people for reaction in after.reactions):
                rows |= self._renew(after.position)
        return rows

    def _followed(self, message: PostedMessage) -> PostedMessage:
        """The message, without what it links to in rooms that are not listened to."""
        if not message.linked:
            return message
        own_id = self._room_id
        linked = tuple(other for other in message.linked if other.room_id == own_id or self.follow(other.room_id))
        return replace(message, linked=linked)

    def _change(self, position: int, **fields: Any) -> Rows:
        self._history.outdate()
        message = self._history.at(position)
        return {} if message is None else self._put(replace(message, **fields))

    def _put(self, message: PostedMessage) -> Rows:
        row = self._history.replace(message, self._draw(message, self._history.before(message.position)))
        return {} if row is None else {message.position: row}

    def _renew(self, position: int) -> Rows:
        message, before = self._history.at(position), self._history.row(position)
        rows = {} if message is None else self._put(message)
        return {} if rows.get(position) == before else rows

    def _draw(self, message: PostedMessage, before: PostedMessage | None) -> Drawn:
        """The row, in plain text where drawing it fails: one message must not make its room unreadable."""
        slug = self._directory.room(self._room_id).slug
        begins_block = message.position % BLOCK_ROWS == 0
        place = place_of(self._room_id, message.position)
        try:
            mark = day_mark_element(message, before, self._zone, begins_block=begins_block)
            row = message_elements(place.ids, message, before, slug=slug, zone=self._zone, name_of=self._name_of)
            return row if mark is None else {place.mark: mark, **row}
        except Exception as error:
            if not self._has_told:
                log.error("Message %d could not be drawn.", message.id, exc_info=error)
            self._has_told = True
            return {place.ids.row: plain_message_element(message)}

    def _name_of(self, user_id: UserId) -> str:
        return self._directory.person(user_id).display_name


def with_face_of(person: Person, message: PostedMessage) -> PostedMessage:
    """The message with this person's name and picture as they are now; the same one where it shows them already."""
    if _looks_different(person, message.author):
        message = replace(message, author=person)
    if any(_looks_different(person, quote.author) for quote in _quotes(message)):
        message = _requoted(message, lambda quote: with_face_of(person, quote))
    return message


def _quotes(message: PostedMessage) -> tuple[PostedMessage, ...]:
    """The messages that its row quotes."""
    return message.linked if message.reply_to is None else (message.reply_to, *message.linked)


def _quoted_ids(message: PostedMessage) -> set[MessageId]:
    return {quote.id for quote in _quotes(message)} if message.reply_to or message.linked else set()


def _requoted(message: PostedMessage, change: Callable[[PostedMessage], PostedMessage]) -> PostedMessage:
    """The message, with what its row quotes changed."""
    reply_to = None if message.reply_to is None else change(message.reply_to)
    return replace(message, reply_to=reply_to, linked=tuple(map(change, message.linked)))


def _looks_different(person: Person, shown: Person) -> bool:
    face = person.display_name, person.avatar_url
    return person.id == shown.id and face != (shown.display_name, shown.avatar_url)
