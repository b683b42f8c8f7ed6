"""Things that end by themselves unless they are renewed."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from livechat.services.deadlines import Deadlines
from tests.fakes import FakeClock, settle

SECONDS = 2.0


class Ends:
    """Deadlines that run, and the keys whose time has come."""

    def __init__(self, clock: FakeClock) -> None:
        self.ended: list[str] = []
        self.deadlines: Deadlines[str] = Deadlines(clock, SECONDS, self.ended.append)


@pytest.fixture
async def ends(clock: FakeClock) -> AsyncIterator[Ends]:
    ends = Ends(clock)
    task = asyncio.create_task(ends.deadlines.run())
    yield ends
    assert not task.done()
    task.cancel()


async def test_each_ends_after_its_time(ends: Ends, clock: FakeClock) -> None:
    ends.deadlines.renew("first")
    await clock.advance(1)
    ends.deadlines.renew("second")

    await clock.advance(1)
    assert ends.ended == ["first"]
    await clock.advance(1)

    assert ends.ended == ["first", "second"]


async def test_a_renewal_postpones_the_end(ends: Ends, clock: FakeClock) -> None:
    ends.deadlines.renew("key")
    await clock.advance(1.5)
    ends.deadlines.renew("key")

    await clock.advance(1.5)
    assert ends.ended == []
    await clock.advance(0.5)

    assert ends.ended == ["key"]
    assert "key" not in ends.deadlines


async def test_what_was_dropped_does_not_end(ends: Ends, clock: FakeClock) -> None:
    ends.deadlines.renew("key")

    assert ends.deadlines.drop("key")
    assert not ends.deadlines.drop("key")
    await clock.advance(5)

    assert ends.ended == []


async def test_what_was_added_and_dropped_in_one_moment_leaves_it_waiting(ends: Ends, clock: FakeClock) -> None:
    await settle()
    ends.deadlines.renew("gone")
    ends.deadlines.drop("gone")
    await settle()

    ends.deadlines.renew("key")
    await clock.advance(SECONDS)

    assert ends.ended == ["key"]


async def test_they_can_be_listed(ends: Ends) -> None:
    ends.deadlines.renew("first")
    ends.deadlines.renew("second")

    assert list(ends.deadlines) == ["first", "second"]
