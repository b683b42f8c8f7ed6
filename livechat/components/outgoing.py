"""Messages on their way from a composer: one after the other, each under its own id, until it is stored or refused."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import background_tasks

from livechat.errors import ChatError, Unavailable

MOST_WAITING = 20
RETRY_SECONDS = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Letter:
    """A text and the id that keeps it from being stored twice."""

    text: str
    client_message_id: str


class Outgoing:
    """Owns the one task that sends."""

    def __init__(
        self,
        send: Callable[[str, str], Awaitable[None]],
        *,
        on_sent: Callable[[], None],
        on_refused: Callable[[list[Letter], ChatError], None],
    ) -> None:
        self._send = send
        self._on_sent, self._on_refused = on_sent, on_refused
        self._waiting: deque[Letter] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def is_empty(self) -> bool:
        return not self._waiting

    @property
    def first(self) -> Letter | None:
        """The one whose turn it is."""
        return self._waiting[0] if self._waiting else None

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= MOST_WAITING

    def put(self, letter: Letter) -> None:
        """Send it after those that wait."""
        self._waiting.append(letter)
        if self._task is None:
            self._task = background_tasks.create(self._send_all(), name="messages of a composer")

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                await self._send_with_patience(self._waiting[0])
                self._waiting.popleft()
                self._on_sent()
        except ChatError as error:
            refused = list(self._waiting)
            self._waiting.clear()
            self._on_refused(refused, error)
        finally:
            self._task = None

    async def _send_with_patience(self, letter: Letter) -> None:
        """The same id again makes no second message, so trying again is safe. Raises ChatError."""
        for seconds in RETRY_SECONDS:
            try:
                await self._send(letter.text, letter.client_message_id)
            except Unavailable:
                await asyncio.sleep(seconds)
            else:
                return
        await self._send(letter.text, letter.client_message_id)
