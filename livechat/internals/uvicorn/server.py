"""uvicorn's server with three changes.

It says when it is ready, a signal ends the serving but not the process, and connections are accepted here.
"""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import uvicorn

from livechat.internals.uvicorn.acceptor import Acceptor
from livechat.internals.uvicorn.connections import Slot


class Server(uvicorn.Server):
    """Leaves the process alive after a signal so that the services can end in order."""

    def __init__(
        self,
        config: uvicorn.Config,
        on_ready: Callable[[], None],
        acceptor: Acceptor | None = None,
        on_signal: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_signal = on_signal
        self._acceptor = acceptor
        self._accepting: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer; only then, with the signals heard, is it said that the server is ready."""
        if self._acceptor is None:
            await super().startup(sockets)
        else:
            await super().startup([])
            accepting = [self._acceptor.run(listener, self._protocol) for listener in sockets or []]
            self._accepting = [asyncio.create_task(one, name="accepting") for one in accepting]
        self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in order at the first signal, and at once at the second, whichever it is."""
        self.force_exit = self.should_exit
        super().handle_exit(sig, frame)
        if not self.force_exit:
            self._on_signal()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody in any more, and end the rest as uvicorn does."""
        for task in self._accepting:
            task.cancel()
        await super().shutdown(sockets)

    def _protocol(self, slot: Slot) -> asyncio.Protocol:
        make: Any = self.config.http_protocol_class
        protocol: asyncio.Protocol = make(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state, slot=slot
        )
        return protocol

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ask to exit on the first signal, insist on the second."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            try:
                loop.add_signal_handler(number, self.handle_exit, number, None)
            except NotImplementedError:  # Windows
                signal.signal(number, self.handle_exit)
        try:
            yield
        finally:
            for number in signals:
                with contextlib.suppress(NotImplementedError):
                    loop.remove_signal_handler(number)
