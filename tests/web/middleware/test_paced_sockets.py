"""Who says too much is heard more slowly, and nothing of it is lost."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from livechat.services.rate_limits.token_buckets import TokenBuckets
from livechat.web.middleware.paced_sockets import MAX_BEHIND_SECONDS, SOCKET_COST, PacedSocketsMiddleware
from tests.eventually import eventually
from tests.fakes import FakeClock

ALICE, BOB = 1, 2
BURST, RATE = 600, 100


@dataclass
class Of:
    """As much of a session as the pace needs to know."""

    user_id: int


@dataclass
class Socket:
    """What a page says and hears over one socket."""

    said: list[Message] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)

    async def receive(self) -> Message:
        return self.said.pop(0) if self.said else {"type": "websocket.disconnect", "code": 1000}

    async def send(self, message: Message) -> None:
        self.heard.append(message)

    def say(self, *texts: str) -> None:
        self.said += [{"type": "websocket.receive", "text": text} for text in texts]


class Site:
    """The middleware around an application that only listens."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.opened = 0
        self.arrived: list[tuple[float, str]] = []
        events = TokenBuckets(clock, burst=BURST, rate_per_second=RATE)
        self._paced = PacedSocketsMiddleware(self._listen, events, clock)

    async def _listen(self, _: Scope, receive: Receive, __: Send) -> None:
        self.opened += 1
        while (message := await receive())["type"] == "websocket.receive":
            self.arrived.append((self.clock.monotonic(), message["text"]))

    def open(self, socket: Socket, who: int = ALICE) -> "asyncio.Future[None]":
        scope: dict[str, Any] = {"type": "websocket", "state": {"session": Of(who)}}
        return asyncio.ensure_future(self._paced(scope, socket.receive, socket.send))


@pytest.fixture
def site(clock: FakeClock) -> Site:
    return Site(clock)


async def test_a_burst_of_keys_after_a_broken_line_arrives_whole_and_at_once(site: Site) -> None:
    socket = Socket()
    socket.say(*("x" * number for number in range(450)))

    await site.open(socket)

    assert [text for _, text in site.arrived] == ["x" * number for number in range(450)]


async def test_what_comes_faster_is_heard_at_the_rate_and_nothing_is_lost(site: Site) -> None:
    socket = Socket()
    socket.say(*["x"] * 1_590)

    listening = site.open(socket)
    await eventually(lambda: len(site.arrived) >= BURST - SOCKET_COST - 2)
    await site.clock.advance(20)
    await listening

    assert len(site.arrived) == 1_590
    assert site.arrived[-1][0] == pytest.approx((1_590 + SOCKET_COST - BURST) / RATE, rel=0.01)


async def test_large_events_cost_more(site: Site) -> None:
    socket = Socket()
    socket.say(*["x" * 60_000] * 100)

    listening = site.open(socket)
    await eventually(lambda: len(site.arrived) >= 70)  # of 8.3 tokens each
    await site.clock.advance(20)
    await listening

    assert 1 < site.arrived[-1][0] < 5


async def test_the_others_are_heard_meanwhile(site: Site) -> None:
    loud, quiet = Socket(), Socket()
    loud.say(*["x"] * 10_000)
    quiet.say("hello")

    listening = site.open(loud)
    await site.open(quiet, BOB)

    assert (0.0, "hello") in site.arrived
    assert len(site.arrived) < 10
    listening.cancel()


async def test_the_more_somebody_has_said_the_more_turns_the_others_have_in_between(site: Site) -> None:
    socket, turns, turn_of = Socket(), 0, dict[int, int]()
    socket.say(*["x"] * 500)

    listening = site.open(socket)
    while len(site.arrived) < 500:
        await asyncio.sleep(0)
        turns += 1
        turn_of.setdefault(len(site.arrived), turns)

    assert turn_of[500] - turn_of[450] > 4 * (turn_of[51] - turn_of[1])
    listening.cancel()


async def test_who_opens_sockets_without_end_waits_and_is_then_refused_in_one_line(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    sockets = [Socket() for _ in range(300)]
    with caplog.at_level(logging.WARNING):
        opening = [site.open(socket) for socket in sockets]
        await site.clock.advance(1)
        at_once = site.opened
        await site.clock.advance(20)
        await asyncio.gather(*opening)

    refused = [socket for socket in sockets if socket.heard == [{"type": "websocket.close", "code": 1013}]]
    assert at_once <= BURST / SOCKET_COST + RATE / SOCKET_COST + 1
    assert len(refused) >= 100
    assert site.opened + len(refused) == 300
    assert [record.getMessage() for record in caplog.records] == ["refused a socket of person 1: too many at once"]


async def test_a_socket_that_says_too_much_for_too_long_is_closed(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    socket = Socket()
    socket.say(*["x"] * int(BURST + RATE * MAX_BEHIND_SECONDS * 2))

    listening = site.open(socket)
    await eventually(lambda: len(site.arrived) >= BURST - SOCKET_COST - 2)
    await site.clock.advance(MAX_BEHIND_SECONDS + 10)
    await listening

    assert socket.heard == [{"type": "websocket.close", "code": 1008}]
    assert len(caplog.records) == 1
