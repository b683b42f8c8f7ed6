"""What is written behind: soon, seldom, and again when it was not taken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from livechat.errors import Unavailable
from livechat.services.write_behind import GATHER_SECONDS, RETRY_SECONDS, WriteBehind
from tests.fakes import FakeClock, settle


class Store:
    """Takes what changed, unless it is full."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_full = False

    async def write(self) -> None:
        self.asked += 1
        if self.is_full:
            raise Unavailable


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def behind(store: Store, clock: FakeClock) -> AsyncIterator[WriteBehind]:
    behind = WriteBehind(store.write, clock)
    task = asyncio.create_task(behind.run())
    await clock.advance(60)
    store.asked = 0  # at its beginning it asks whether there is something
    yield behind
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_change_is_written_at_once_and_only_then(store: Store, behind: WriteBehind, clock: FakeClock) -> None:
    await clock.advance(60)
    assert store.asked == 0

    behind.changed()
    await settle()

    assert store.asked == 1


async def test_what_changes_soon_after_is_written_together(store: Store, behind: WriteBehind, clock: FakeClock) -> None:
    behind.changed()
    await settle()
    for _ in range(10):
        behind.changed()
        await clock.advance(GATHER_SECONDS / 20)
    assert store.asked == 1

    await clock.advance(GATHER_SECONDS)
    assert store.asked == 2

    await clock.advance(60)
    assert store.asked == 2


async def test_what_was_not_taken_is_written_again_until_it_is(
    store: Store, behind: WriteBehind, clock: FakeClock
) -> None:
    store.is_full = True
    behind.changed()
    await clock.advance(RETRY_SECONDS)
    assert store.asked == 2

    store.is_full = False
    await clock.advance(RETRY_SECONDS)
    assert store.asked == 3

    await clock.advance(60)
    assert store.asked == 3


async def test_any_other_error_ends_it_and_what_was_not_written_is_when_it_runs_again(clock: FakeClock) -> None:
    tries = 0

    async def fail_at_first() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ValueError("a bug")

    behind = WriteBehind(fail_at_first, clock)
    with pytest.raises(ValueError, match="a bug"):
        await behind.run()

    async with asyncio.TaskGroup() as tasks:
        again = tasks.create_task(behind.run())
        await settle()
        again.cancel()

    assert tries == 2
