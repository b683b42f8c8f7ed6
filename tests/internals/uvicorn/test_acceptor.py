"""The contract of livechat/internals/uvicorn/acceptor.py with the event loop: who is opened, when, and who is not."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Callable

import pytest

from livechat.internals.uvicorn.acceptor import Acceptor
from livechat.internals.uvicorn.connections import ConnectionBounds, Connections, Slot
from tests.eventually import eventually
from tests.internals.uvicorn.http_site import GET, Site, connected, running_site

CROWD, NEWCOMER = "127.0.0.3", "127.0.0.2"
GET_AND_WAIT = GET.replace(b"/ ", b"/wait ", 1)


def loops() -> list[Callable[[], asyncio.AbstractEventLoop]]:
    """The one that the tests use, and the one that people do."""
    if sys.platform == "win32":
        return [asyncio.new_event_loop]
    import uvloop  # noqa: PLC0415 - there is none for Windows

    return [asyncio.new_event_loop, uvloop.new_event_loop]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site(ConnectionBounds(total=200, each=4)) as site:
        yield site


class Accepting:
    """An acceptor whose connections go to a protocol that does nothing."""

    def __init__(self) -> None:
        self.connections = Connections(ConnectionBounds(total=2_000, each=2_000))
        self.opened: list[str] = []
        self.has_opened = asyncio.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=500)
        self.listener.setblocking(False)
        self.port = self.listener.getsockname()[1]
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(Acceptor(self.connections).run(self.listener, self._make))

    def end(self) -> None:
        if self._task:
            self._task.cancel()
        self.listener.close()

    def _make(self, slot: Slot) -> asyncio.Protocol:
        slot.is_open = True
        self.opened.append(slot.address)
        self.has_opened.set()
        return asyncio.Protocol()


@pytest.fixture
async def accepting() -> AsyncIterator[Accepting]:
    accepting = Accepting()
    yield accepting
    accepting.end()


async def test_a_newcomer_is_not_opened_after_a_crowd_but_at_the_next_turn(accepting: Accepting) -> None:
    with connected(accepting.port, CROWD, 100), connected(accepting.port, NEWCOMER, 1):
        accepting.start()
        await eventually(lambda: len(accepting.opened) == 101)

    assert accepting.opened.index(NEWCOMER) < 20


async def test_at_the_end_those_that_wait_are_turned_away(accepting: Accepting) -> None:
    with connected(accepting.port, CROWD, 300):
        accepting.start()
        await accepting.has_opened.wait()
        accepting.end()
        await eventually(lambda: accepting.connections.total == len(accepting.opened))

    assert len(accepting.opened) < 300


async def test_who_finds_all_places_busy_is_reset_and_leaves_nothing(site: Site) -> None:
    for _ in range(2):
        await (await site.peer()).say(GET_AND_WAIT)
    await eventually(lambda: len(site.application.requests) == 2)

    with pytest.raises(ConnectionResetError):
        await (await site.peer()).reader.read()
    assert await (await site.peer(source=NEWCOMER)).status() == 200
    assert site.connections.total == 3


async def crowds_come(site_of: ConnectionBounds) -> None:
    async with running_site(site_of) as site:
        for _ in range(3):
            with connected(site.port, CROWD, 150):
                assert await (await site.peer(source=NEWCOMER)).status() == 200
                await eventually(lambda: site.connections.total <= 10 + 3, seconds=3)
        await eventually(lambda: site.connections.total <= 3)
        await eventually(lambda: len(site.server.server_state.connections) <= 3)


@pytest.mark.parametrize("loop_factory", loops())
def test_those_that_are_cut_while_they_are_opened_end_in_order(
    loop_factory: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(crowds_come(ConnectionBounds(total=200, each=20)))
