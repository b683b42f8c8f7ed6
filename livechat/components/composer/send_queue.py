"""Messages on their way from a composer: one after the other, each under its own id, until it is stored or refused."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from livechat.clock import Clock, SystemClock
from livechat.errors import ChatError, Unavailable

log = logging.getLogger(__name__)

MAX_WAITING = 20
RETRY_SECONDS = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class PendingMessage:
    """A text and the id that keeps it from being stored twice."""

    text: str
    client_message_id: str


class SendQueue:
    """Owns the one task that sends; it outlives the page until what waits is stored or refused."""

    def __init__(
        self,
        send: Callable[[str, str], Awaitable[object]],
        *,
        on_sent: Callable[[], None],
        on_refused: Callable[[list[PendingMessage], ChatError], None],
        clock: Clock | None = None,
    ) -> None:
        self._send = send
        self._on_sent, self._on_refused = on_sent, on_refused
        self._clock = clock or SystemClock()
        self._waiting: deque[PendingMessage] = deque()
        self._task: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def waiting(self) -> tuple[PendingMessage, ...]:
        """Those not known to be stored, in their order."""
        return tuple(self._waiting)

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= MAX_WAITING

    def put(self, message: PendingMessage) -> None:
        """Send it after those that wait."""
        self._waiting.append(message)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._send_all(), name="messages of a composer")

    def close(self) -> None:
        """Nothing more is put here. What waits is sent, and told; then nobody is."""
        self._is_closed = True
        if self._task is None:
            self._forget()

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                await self._send_with_patience(self._waiting[0])
                self._waiting.popleft()
                self._on_sent()
        except ChatError as error:
            self._refuse(error)
        except Exception:
            log.exception("a message could not be sent")
            self._refuse(Unavailable())
        finally:
            self._task = None
            if self._is_closed:
                self._forget()

    async def _send_with_patience(self, message: PendingMessage) -> None:
        """The same id again makes no second message, so trying again is safe. Raises ChatError."""
        for seconds in RETRY_SECONDS:
            try:
                await self._send(message.text, message.client_message_id)
            except Unavailable:
                await self._clock.sleep(seconds)
            else:
                return
        await self._send(message.text, message.client_message_id)

    def _refuse(self, error: ChatError) -> None:
        refused = list(self._waiting)
        self._waiting.clear()
        self._on_refused(refused, error)

    def _forget(self) -> None:
        """Who listens has this queue, and would stay with it."""
        self._on_sent, self._on_refused = _nobody_listens, _nobody_listens


def _nobody_listens(*_: object) -> None:
    """Nothing is sent any more."""
