"""What is on its way from a composer, one after the other, until it is stored or refused.

A message goes under an id of its own, so that it is stored once; a message says what it is changed to, however often.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from livechat.clock import Clock, SystemClock
from livechat.errors import ChatError, Unavailable
from livechat.ids import MessageId

log = logging.getLogger(__name__)

MAX_WAITING = 20
RETRY_SECONDS = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class PendingMessage:
    """A text, the id that keeps it from being stored twice, and what it answers."""

    text: str
    client_message_id: str
    reply_to_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """What a message is to say from now on."""

    message_id: MessageId
    text: str


Pending: TypeAlias = PendingMessage | PendingEdit


class SendQueue:
    """Owns the one task that sends; it outlives the page until what waits is stored or refused."""

    def __init__(
        self,
        post: Callable[..., Awaitable[object]],
        edit: Callable[[MessageId, str], Awaitable[object]],
        *,
        on_sent: Callable[[], None],
        on_refused: Callable[[list[Pending], ChatError], None],
        clock: Clock | None = None,
    ) -> None:
        self._post, self._edit = post, edit
        self._on_sent, self._on_refused = on_sent, on_refused
        self._clock = clock or SystemClock()
        self._waiting: list[Pending] = []  # few; an empty deque would take 0.7 kB of each page
        self._task: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def is_empty(self) -> bool:
        return not self._waiting

    @property
    def messages(self) -> tuple[PendingMessage, ...]:
        """Those not known to be stored, in their order."""
        return tuple(pending for pending in self._waiting if isinstance(pending, PendingMessage))

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= MAX_WAITING

    def put(self, pending: Pending) -> None:
        """Send it after those that wait."""
        self._waiting.append(pending)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._send_all(), name="sending of a composer")

    def close(self) -> None:
        """Nothing more is put here. What waits is sent, and told; then nobody is."""
        self._is_closed = True
        if self._task is None:
            self._forget()

    async def until_empty(self) -> None:
        """Until nothing is on its way any more: stored, or refused."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                try:
                    await self._send_with_patience(self._waiting[0])
                except ChatError as error:
                    self._refuse(error)
                except Exception:
                    log.exception("a message could not be sent")
                    self._refuse(Unavailable())
                else:
                    del self._waiting[0]
                    self._on_sent()
        finally:
            self._task = None
            if self._is_closed:
                self._forget()

    async def _send_with_patience(self, pending: Pending) -> None:
        """The same again changes nothing, so trying again is safe. Raises ChatError."""
        for seconds in (*RETRY_SECONDS, None):
            try:
                if isinstance(pending, PendingEdit):
                    await self._edit(pending.message_id, pending.text)
                else:
                    await self._post(pending.text, pending.client_message_id, reply_to_id=pending.reply_to_id)
                return
            except Unavailable:
                if seconds is None:
                    raise
                await self._clock.sleep(seconds)

    def _refuse(self, error: ChatError) -> None:
        """With a message all that waits behind it comes back, in its order; a change comes back alone."""
        refused = [self._waiting.pop(0)]
        if isinstance(refused[0], PendingMessage):
            refused += self._waiting
            self._waiting.clear()
        self._on_refused(refused, error)

    def _forget(self) -> None:
        """Who listens has this queue, and would stay with it."""
        self._on_sent, self._on_refused = _nobody_listens, _nobody_listens


def _nobody_listens(*_: object) -> None:
    """Nothing is sent any more."""
