"""Serves the site with uvicorn: our own socket first, TLS by settings, and little garbage collection."""

import asyncio
import gc
import logging
import socket
import ssl
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from fastapi import FastAPI
from uvicorn import Config

from livechat.config import Settings
from livechat.errors import NotWritten, StartError
from livechat.internals.uvicorn.acceptor import Acceptor, tls_context
from livechat.internals.uvicorn.connections import ConnectionBounds, Connections
from livechat.internals.uvicorn.http_protocol import BoundedHttpProtocol
from livechat.internals.uvicorn.server import Server
from livechat.internals.uvicorn.websocket_protocol import FanoutProtocol
from livechat.web.file_limit import raise_file_limit
from livechat.web.forced_exit import exit_now, exit_within
from livechat.web.middleware.proxy import is_in_networks, parse_networks
from livechat.web.request_bounds import body_bounds

WS_MAX_BYTES = 131_072
WS_PING_INTERVAL_SECONDS = 6.5  # with the timeout and the grace of presence: who vanished is gone within 15 s
WS_PING_TIMEOUT_SECONDS = 4.0
SHUTDOWN_SECONDS = 3  # for requests and sockets
END_SECONDS = 4.8  # for everything
BACKLOG = 4_096  # as many as Linux allows: of a burst that overflows it, newcomers have to try again after a second
OTHER_FILES = 100


def run_to_the_end(program: Coroutine[Any, Any, None]) -> None:
    """Run the program on uvloop, where there is one. What it could not write is said, and the exit code is 1."""
    loop_factory = None
    if sys.platform != "win32":
        import uvloop  # noqa: PLC0415 - there is none for Windows

        loop_factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        try:
            runner.run(program)
        except NotWritten as error:  # whatever still waits for the database would keep the process
            exit_now(str(error))


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
    """Answer requests until a signal arrives; from then on the process has only so long to end."""
    _calm_garbage_collection()
    connections = Connections(connection_bounds(settings, raise_file_limit()))
    acceptor = Acceptor(connections, _tls(settings))
    server = Server(_config(site, connections), on_ready, acceptor, on_signal=partial(exit_within, END_SECONDS))
    await server.serve(sockets=[listener])


def _config(site: FastAPI, connections: Connections) -> Config:
    http: Any = partial(BoundedHttpProtocol, connections=connections, body_bounds=body_bounds)
    return Config(
        site,
        http=http,  # uvicorn calls it as it would the class
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
    )


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_certificate is None or settings.tls_key is None:
        return None
    return tls_context(settings.tls_certificate, settings.tls_key)


def connection_bounds(settings: Settings, max_files: int) -> ConnectionBounds:
    """What was set, if there are files enough: each connection is one, and has it for a while after it was cut."""
    total = min(settings.connections, max_files * 3 // 4 - OTHER_FILES)
    trusted = parse_networks(settings.trusted_proxies)
    return ConnectionBounds(
        total=total,
        each=min(settings.connections_per_address, total // 2),
        is_exempt=lambda address: not settings.limited or is_in_networks(address, trusted),
    )


def _calm_garbage_collection() -> None:
    """What was made at the start stays; a fifth of a join was spent on looking at it again.

    Nor is all that came lately looked at together until it is as much as 1,600 pages have: that took 0.15 s after each
    three hundred joins. What pages leave behind is collected before by `livechat.web.nicegui.page_garbage`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 100, 50)
