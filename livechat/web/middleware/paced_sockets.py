"""What a person's pages say is heard no faster than the server has time for one person.

Nothing is dropped: a socket whose person says too much is read more slowly, and what it still sends stays with its
sender. So a burst arrives whole, as after a broken line, when each key comes with all of the text.
"""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.clock import Clock
from livechat.errors import RateLimited
from livechat.ids import UserId
from livechat.records import Session
from livechat.services.rate_limits.sliding_window import SlidingWindow
from livechat.services.rate_limits.token_buckets import TokenBuckets

log = logging.getLogger(__name__)

# In tokens of the bucket of events, one of which is a short event.
SOCKET_COST = 10.0  # a handshake, and what a page does when it is there again
CHARACTERS_A_TOKEN = 8_192
TOKENS_A_TURN = 50  # the more somebody has said lately, the more turns the others have in between

MAX_OPENING_SECONDS = 10.0  # who opens sockets faster than that is refused
MAX_BEHIND_SECONDS = 60.0  # no burst lasts so long
TRY_AGAIN_LATER, POLICY_VIOLATION = 1013, 1008


class PacedSocketsMiddleware:
    """Stands behind the session's middleware, which knows whose socket it is."""

    def __init__(self, app: ASGIApp, events: TokenBuckets, clock: Clock) -> None:
        self._app = app
        self._events = events
        self._clock = clock
        self._told = SlidingWindow(clock, limit=1, seconds=60)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "websocket":
            return self._app(scope, receive, send)
        return self._pace(scope, receive, send)

    async def _pace(self, scope: Scope, receive: Receive, send: Send) -> None:
        session: Session = scope["state"]["session"]
        wait_seconds = self._events.reserve(session.user_id, SOCKET_COST)
        if wait_seconds > MAX_OPENING_SECONDS:
            self._events.refund(session.user_id, SOCKET_COST)
            self._tell(session.user_id, "refused a socket of person %s: too many at once")
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        await self._wait(session.user_id, wait_seconds)
        await self._app(scope, self._paced(receive, send, session.user_id), send)

    def _paced(self, receive: Receive, send: Send, user_id: UserId) -> Receive:
        caught_up_at = self._clock.monotonic()

        async def receive_paced() -> Message:
            nonlocal caught_up_at
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            wait_seconds = self._events.reserve(user_id, cost_of(message))
            if not wait_seconds:
                caught_up_at = self._clock.monotonic()
            elif self._clock.monotonic() - caught_up_at > MAX_BEHIND_SECONDS:
                self._tell(user_id, "closed a socket of person %s: it says too much for too long")
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            await self._wait(user_id, wait_seconds)
            return message

        return receive_paced

    async def _wait(self, user_id: UserId, seconds: float) -> None:
        """The others have their turn between any two frames of one."""
        if seconds:
            await self._clock.sleep(seconds)
            return
        for _ in range(1 + int(self._events.spent(user_id) / TOKENS_A_TURN)):
            await asyncio.sleep(0)

    def _tell(self, user_id: UserId, sentence: str) -> None:
        with suppress(RateLimited):  # so said a moment ago
            self._told.take(user_id)
            log.warning(sentence, user_id)


def cost_of(message: Message) -> float:
    """Tokens of one frame."""
    return 1 + len(message.get("text") or "") / CHARACTERS_A_TOKEN
