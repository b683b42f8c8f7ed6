"""Serves the site with uvicorn: our own socket first, TLS by settings, and little garbage collection."""

import asyncio
import gc
import logging
import socket
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import FastAPI
from uvicorn import Config

from livechat.config import Settings
from livechat.errors import StartError
from livechat.internals.uvicorn_server import Server
from livechat.internals.websocket_protocol import FanoutProtocol

WS_MAX_BYTES = 65_536
WS_PING_INTERVAL_SECONDS = 6.5  # with the timeout and the grace of presence: who vanished is gone within 15 s
WS_PING_TIMEOUT_SECONDS = 4.0
SHUTDOWN_SECONDS = 3
BACKLOG = 2_048


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


def _config(site: FastAPI, settings: Settings) -> Config:
    return Config(
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
