"""uvicorn's HTTP protocol with bounds: on the head, the body, the address, the time, and the number of connections."""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from livechat.internals.uvicorn import bounds
from livechat.internals.uvicorn.bounds import BodyBounds, BodyBoundsOf, Refusal
from livechat.internals.uvicorn.connections import Connections, Slot
from livechat.internals.uvicorn.websocket_protocol import FanoutProtocol

SLICE_BYTES = bounds.MAX_HEAD_BYTES
MAX_DISCARDED_BYTES = 4_000_000


class Refused(Exception):
    """Raised inside the parser's callbacks."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class BoundedHttpProtocol(HttpToolsProtocol):
    """One connection. A deadline runs while the peer owes us something: the rest of a head, of a body, or a request."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        connections: Connections,
        body_bounds: BodyBoundsOf,
        slot: Slot,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._connections = connections
        self._body_bounds = body_bounds
        self._slot: Slot | None = slot
        self._in_head, self._has_begun = True, False
        self._head_left = bounds.MAX_HEAD_BYTES
        self._body: BodyBounds = bounds.NO_BODY
        self._body_left = 0
        self._owed = ""  # what the deadline is for
        self._deadline: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._running: RequestResponseCycle | None = None  # `cycle` is the last one that was asked for
        self._refused = False
        self._discarded = 0

    @property
    def address(self) -> str:
        return self.client[0] if self.client else ""

    # What the transport says

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn itself
        super().connection_made(transport)
        self._watch()
        if self._slot is not None:
            self._slot.end, self._slot.is_open = transport.abort, True
            if self._slot.is_cut:
                transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._owe("", 0)
        self.resume_writing()
        if self._slot is not None:
            self._connections.leave(self._slot)
            self._slot = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        for start in range(0, len(data), SLICE_BYTES):
            if self._refused or self.transport.is_closing():
                self._discard(len(data) - start)
                return
            if not self._feed(data[start : start + SLICE_BYTES]):
                return
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(bounds.STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    # What the parser says

    def on_message_begin(self) -> None:
        self._has_begun = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        too_long = len(name) + len(value) > bounds.MAX_HEADER_LINE_BYTES
        if too_long or len(self.headers) >= bounds.MAX_HEADER_LINES:
            raise Refused(bounds.TOO_MANY_HEADERS)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        url = httptools.parse_url(self.url)
        path = url.path or b""  # `*` and `host:port` have none
        if bounds.is_address_too_long(path, url.query or b""):
            raise Refused(bounds.TOO_LONG)
        if not path or len(self.pipeline) >= bounds.MAX_PIPELINED:
            raise Refused(bounds.INVALID)
        self._in_head = False
        self._bound_body(path)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._body_left -= len(body)
        if self._body_left < 0:
            raise Refused(bounds.TOO_MUCH)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_head, self._has_begun = True, False
        self._head_left = bounds.MAX_HEAD_BYTES
        if self._slot is not None:
            self._connections.work(self._slot)
        super().on_message_complete()

    # What uvicorn says

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._slot is not None and not self._is_answering:
            self._connections.rest(self._slot)
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self._owe("reading the answer", bounds.STALLED_SECONDS)

    def timeout_keep_alive_handler(self) -> None:
        """Also a peer that has left an answer unread is gone now."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        super().timeout_keep_alive_handler()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def handle_websocket_upgrade(self) -> None:
        """The place goes on to the WebSocket's protocol, which tells of its end."""
        self._owe("", 0)
        slot, self._slot = self._slot, None
        if slot is not None:
            self._connections.rest(slot)
        protocol: Any = partial(FanoutProtocol, connections=self._connections, slot=slot)
        self.ws_protocol_class = protocol
        super().handle_websocket_upgrade()

    def _unsupported_upgrade_warning(self) -> None:
        """It is answered as if it asked for no upgrade, and that is all."""

    # Our own

    @property
    def _is_answering(self) -> bool:
        return self._running is not None and not self._running.response_complete

    def _feed(self, data: bytes) -> bool:
        """Whether the connection goes on as it is."""
        if self._in_head:
            self._head_left -= len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            if self._should_upgrade():
                self.handle_websocket_upgrade()
                return False
        except httptools.HttpParserError as error:
            self._refuse(self._refusal_of(error.__context__))
            return False
        if self._in_head and self._head_left <= 0:
            is_line = len(self.url) > bounds.MAX_PATH_BYTES + bounds.MAX_QUERY_BYTES
            self._refuse(bounds.TOO_LONG if is_line else bounds.TOO_MANY_HEADERS)
            return False
        return True

    def _refusal_of(self, cause: BaseException | None) -> Refusal:
        if isinstance(cause, Refused):
            return cause.refusal
        if cause is not None and not isinstance(cause, UnicodeDecodeError | httptools.HttpParserError):
            self.logger.error("a request could not be read", exc_info=cause)
        return bounds.INVALID

    def _bound_body(self, path: bytes) -> None:
        self._body = self._body_bounds(self.parser.get_method().decode("ascii"), path.decode("ascii"))
        self._body_left = self._body.max_bytes
        announced = next((value for name, value in self.headers if name == b"content-length"), b"0")
        if int(announced) > self._body_left:
            raise Refused(bounds.TOO_MUCH)

    def _watch(self) -> None:
        """See what the peer owes now, and by when."""
        if not self._in_head:
            self._owe("body", self._body.seconds)
        elif self._has_begun or not self._is_answering:
            self._owe("head", bounds.HEAD_SECONDS)
        else:
            self._owe("", 0)

    def _owe(self, what: str, seconds: float) -> None:
        if what == self._owed:
            return
        self._owed = what
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if what:
            self._deadline = self.loop.call_later(seconds, self._overdue)

    def _overdue(self) -> None:
        if self._refused or self.transport.is_closing():
            self.transport.abort()
        elif self._has_begun:
            self._refuse(bounds.TOO_SLOW)
        else:
            self.transport.close()

    def _refuse(self, refusal: Refusal) -> None:
        bounds.note_refusal(refusal, self.address)
        self._answer(refusal)

    def _answer(self, refusal: Refusal) -> None:
        """Answer, unless something else is being answered, and let nothing more in."""
        self._refused = True
        self.pipeline.clear()
        running = self._running if self._is_answering else None
        if running is not None:
            running.disconnected = True  # what waits for the body hears of it
            running.message_event.set()
        if running is not None and running.response_started:
            self.transport.close()
            return
        self.transport.write(refusal.encode(HTTPStatus(refusal.status).phrase))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()  # what was not read would turn the end into a reset, and the answer would be lost
        self._owe("", 0)
        self._owe("the end", bounds.LINGER_SECONDS)

    def _discard(self, size: int) -> None:
        self._discarded += size
        if self._discarded > MAX_DISCARDED_BYTES:
            self.transport.abort()
