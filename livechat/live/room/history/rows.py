"""Draws a room's messages into its history, and answers with the rows that look different now."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from livechat.components.message.bubble import message_element
from livechat.components.message.day_mark import day_mark_element
from livechat.components.message.plain import plain_message_element
from livechat.ids import RoomId
from livechat.live.room.history.blocks import Drawn, History
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.records import Person, PostedMessage
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
        """A message that is otherwise now, and the row below if it goes on from it in another way."""
        return self._put(message) | self._renew(message.position + 1)

    def remove(self, message: PostedMessage) -> Rows:
        """Say in its place that it was deleted: positions never shift. No text of it stays in memory."""
        return self.replace(replace(message, body="", html="", attachment_url="", is_deleted=True))

    def rename(self, person: Person) -> Rows:
        """The rows of somebody with another name or face, and those that answer them."""
        self._history.outdate()
        now = [(message, with_face_of(person, message)) for message in self._history.messages()]
        rows: Rows = {}
        for before, after in now:
            if after is not before:
                rows |= self._put(after)
        return rows

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
        try:
            return Drawn(
                message_element(message, before, slug, self._zone),
                day_mark_element(message, before, self._zone, begins_block=begins_block),
            )
        except Exception as error:
            if not self._has_told:
                log.error("Message %d could not be drawn.", message.id, exc_info=error)
            self._has_told = True
            return Drawn(plain_message_element(message))


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
