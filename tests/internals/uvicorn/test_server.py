"""The contract of livechat/internals/uvicorn/server.py with uvicorn: when it says it is ready, and what signals do."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from livechat.internals.uvicorn.server import Server
from tests.internals.contract import relies_on

WHERE = "livechat/internals/uvicorn/server.py"


class Serving:
    """A server on a socket of its own; `ready` is set when it says so."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(PlainTextResponse("here"), log_config=None, lifespan="off")
        self.signals = 0
        self.server = Server(config, self.ready.set, on_signal=self.count_signal)
        self.task = asyncio.create_task(self.server.serve(sockets=[self.listener]))

    def count_signal(self) -> None:
        self.signals += 1


@pytest.fixture
async def serving() -> AsyncIterator[Serving]:
    serving = Serving()
    yield serving
    serving.server.should_exit = True
    await serving.task


def test_uvicorn_calls_what_is_changed_by_those_names() -> None:
    relies_on(uvicorn.Server, "startup", "self", "sockets", where=WHERE)
    relies_on(uvicorn.Server, "shutdown", "self", "sockets", where=WHERE)
    relies_on(uvicorn.Server, "capture_signals", "self", where=WHERE)
    relies_on(uvicorn.Server, "handle_exit", "self", "sig", "frame", where=WHERE)


async def test_when_it_is_ready_it_answers_and_hears_signals(serving: Serving) -> None:
    async with asyncio.timeout(5):
        await serving.ready.wait()

    assert serving.server.started
    assert asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM), f"signals are heard otherwise: see {WHERE}"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_serving_and_not_the_process(serving: Serving, number: signal.Signals) -> None:
    await serving.ready.wait()

    os.kill(os.getpid(), number)

    async with asyncio.timeout(5):
        await serving.task  # it would raise the signal again, and the process would end here


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_second_signal_insists(serving: Serving, number: signal.Signals) -> None:
    await serving.ready.wait()

    serving.server.handle_exit(number, None)
    assert not serving.server.force_exit
    serving.server.handle_exit(number, None)

    assert serving.server.force_exit, f"uvicorn insists otherwise now: see {WHERE}"
    assert serving.signals == 1
