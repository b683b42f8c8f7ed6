"""Draws a room's messages into its history, and answers with the rows that look different now."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from livechat.components.message.bubble import message_elements
from livechat.components.message.day_mark import day_mark_element
from livechat.components.message.plain import plain_message_element
from livechat.ids import RoomId, UserId
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

    def fill(self, number: int, messages: Sequence[PostedMessage], above: PostedMessage | None) -> None:
        """A block as it is stored; `above` is the message before its first."""
        pairs = zip([above, *messages], messages, strict=False)
        self._history.fill(number, [(message, self._draw(message, before)) for before, message in pairs], above)

    def add(self, message: PostedMessage) -> Rows:
        """A new message. Its author may be called otherwise by now than when it was accepted."""
        message = with_face_of(self._directory.person(message.author.id), message)
        drawn = self._draw(message, self._history.before(message.position))
        return {message.position: self._history.add(message, drawn)}

    def replace(self, message: PostedMessage) -> Rows:
        """A message that is otherwise now, those that answer it, and the row below if it goes on in another way."""
        shown = self._history.at(message.position)
        if shown is not None and not message.is_deleted and not shown.is_deleted:  # what hangs on it has its own events
            message = replace(message, reactions=shown.reactions, is_pinned=shown.is_pinned)
        rows = self._put(message) | self._renew(message.position + 1)
        quoted = replace(message, reply_to=None, reactions=(), is_pinned=False)
        for answer in [*self._history.messages()]:
            if answer.reply_to is not None and answer.reply_to.id == message.id:
                rows |= self._put(replace(answer, reply_to=quoted))
        return rows

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
    quote = message.reply_to
    if _looks_different(person, message.author):
        message = replace(message, author=person)
    if quote is not None and _looks_different(person, quote.author):
        message = replace(message, reply_to=replace(quote, author=person))
    return message


def _looks_different(person: Person, shown: Person) -> bool:
    face = person.display_name, person.avatar_url
    return person.id == shown.id and face != (shown.display_name, shown.avatar_url)
