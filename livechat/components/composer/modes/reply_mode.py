"""The message that is being answered: what is said of it above the field follows what becomes of it."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import background_tasks

from livechat.errors import ChatError, NotFound
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.markup.plain import plain_text, shortened
from livechat.records import PostedMessage

EXCERPT_MAX_CHARACTERS = 120


class ReplyMode:
    """`find` gives the message as it is now, `on_found` is told of it, and `on_missing` that there is none."""

    def __init__(
        self,
        find: Callable[[MessageId], Awaitable[PostedMessage]],
        on_found: Callable[[], None],
        on_missing: Callable[[], None],
    ) -> None:
        self._find, self._on_found, self._on_missing = find, on_found, on_missing
        self._id: MessageId | None = None
        self._message: PostedMessage | None = None
        self._finding: asyncio.Task[None] | None = None

    @property
    def is_on(self) -> bool:
        return self._id is not None

    @property
    def title(self) -> str:
        """Whom one answers."""
        if self._message is None:
            return _("Reply to a message")
        return _("Reply to {name}", name=self._message.author.display_name)

    @property
    def excerpt(self) -> str:
        """What they said."""
        if self._message is None:
            return ""
        if self._message.is_deleted:
            return _("deleted message")
        return shortened(plain_text(self._message.html), EXCERPT_MAX_CHARACTERS)

    def follow(self, message_id: MessageId | None) -> None:
        """Answer this message from now on, or none."""
        if message_id != self._id:
            self._id, self._message = message_id, None
            self.look_again()

    def look_again(self) -> None:
        """Something may have become of it that was told to nobody here."""
        self._cancel()
        if self._id is not None:
            self._finding = background_tasks.create(self._look(self._id), name="message that is being answered")

    def changed(self, message: PostedMessage) -> None:
        """A message of the room is otherwise now."""
        if message.id == self._id:
            self._message = message
            self._on_found()

    def close(self) -> None:
        """Whoever answers is gone."""
        self._cancel()
        self._on_found = self._on_missing = _nobody_listens

    def _cancel(self) -> None:
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None

    async def _look(self, message_id: MessageId) -> None:
        try:
            self.changed(await self._find(message_id))
        except NotFound:
            self._on_missing()
        except ChatError:
            self._on_found()  # as much as is known: it is looked at again when the page is heard again


def _nobody_listens() -> None:
    """A listener would keep its page, which keeps this."""
