"""Serves the site with uvicorn: our own socket first, signals that end it in order, TLS by settings."""

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI

from livechat.config import Settings
from livechat.errors import StartError
from livechat.internals.fanout import FanoutProtocol

WS_MAX_BYTES = 65_536
WS_PING_INTERVAL_SECONDS = 6.5  # with the timeout and the grace of presence: who vanished is gone within 15 s
WS_PING_TIMEOUT_SECONDS = 4.0
SHUTDOWN_SECONDS = 3
BACKLOG = 2_048


class Server(uvicorn.Server):
    """uvicorn's server, which leaves the process alive after a signal so that the services can end in order."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer; only then, with the signals heard, is it said that the server is ready."""
        await super().startup(sockets)
        self._on_ready()

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


def run_to_the_end(program: Coroutine[Any, Any, None]) -> None:
    """Run the program on uvloop, where there is one."""
    loop_factory = None
    if sys.platform != "win32":
        import uvloop  # noqa: PLC0415 - there is none for Windows

        loop_factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(program)


def listen(settings: Settings) -> socket.socket:
    """The listening socket. Raises StartError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        where = f"{settings.host}:{settings.port}"
        raise StartError(f"Cannot listen on {where} ({error.strerror}): set LIVECHAT_PORT to a free port.") from None
    listener.setblocking(False)
    return listener


async def serve(site: FastAPI, settings: Settings, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Answer requests until a signal arrives."""
    _calm_garbage_collection()
    await Server(_config(site, settings), on_ready).serve(sockets=[listener])


def _config(site: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws=FanoutProtocol,
        ws_max_size=WS_MAX_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=WS_PING_INTERVAL_SECONDS,
        ws_ping_timeout=WS_PING_TIMEOUT_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
    )


def _calm_garbage_collection() -> None:
    """What was made at the start stays; a fifth of a join was spent on looking at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
