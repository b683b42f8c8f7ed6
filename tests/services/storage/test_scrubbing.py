"""When the files are scrubbed: the log at once, the tables once an hour at most."""

import pytest

from livechat.db import Database
from livechat.errors import Unavailable
from livechat.services.storage.scrubbing import GATHER_SECONDS, PAUSE_SECONDS, RETRY_SECONDS, Scrubbing
from livechat.services.supervisor import Supervisor
from tests.fakes import FakeClock


class FakeDatabase(Database):
    """Notes what is asked of it; `log_answers` are given one after the other, then it is done."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.log_answers: list[bool] = []
        self.is_refusing = False

    async def truncate_log(self) -> bool:
        self.asked.append("log")
        if self.is_refusing:
            raise Unavailable
        return self.log_answers.pop(0) if self.log_answers else True

    async def rebuild(self, *, max_bytes: int) -> bool:
        self.asked.append("tables")
        if self.is_refusing:
            raise Unavailable
        return True


@pytest.fixture
def db() -> FakeDatabase:
    return FakeDatabase()


@pytest.fixture
def scrubbing(db: FakeDatabase, clock: FakeClock) -> Scrubbing:
    return Scrubbing(db, clock)


async def test_a_start_empties_the_log_that_a_killed_run_has_left(
    db: FakeDatabase, scrubbing: Scrubbing, clock: FakeClock
) -> None:
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("scrubbing", scrubbing.run)
        await clock.advance(PAUSE_SECONDS)

    assert db.asked == ["log"]


async def test_the_log_is_tried_again_while_somebody_reads_or_the_disk_refuses(
    db: FakeDatabase, scrubbing: Scrubbing, clock: FakeClock
) -> None:
    db.log_answers = [False, False]
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("scrubbing", scrubbing.run)
        await clock.advance(RETRY_SECONDS)
        db.is_refusing = True
        await clock.advance(RETRY_SECONDS)
        db.is_refusing = False
        await clock.advance(PAUSE_SECONDS)

    assert db.asked == ["log"] * 4


async def test_what_is_erased_within_an_hour_is_rebuilt_together(
    db: FakeDatabase, scrubbing: Scrubbing, clock: FakeClock
) -> None:
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("scrubbing", scrubbing.run)
        await clock.advance(1)
        for _ in range(3):
            scrubbing.request()
            await clock.advance(GATHER_SECONDS)
        assert db.asked.count("tables") == 1
        await clock.advance(PAUSE_SECONDS)
        assert db.asked.count("tables") == 2
        assert db.asked[-2:] == ["tables", "log"], "a rebuild goes through the log"
        await clock.advance(2 * PAUSE_SECONDS)

    assert db.asked.count("tables") == 2


async def test_a_rebuild_that_is_refused_is_tried_again(
    db: FakeDatabase, scrubbing: Scrubbing, clock: FakeClock
) -> None:
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("scrubbing", scrubbing.run)
        scrubbing.request()
        db.is_refusing = True
        await clock.advance(GATHER_SECONDS)
        db.is_refusing = False
        await clock.advance(PAUSE_SECONDS + GATHER_SECONDS)

    assert db.asked.count("tables") == 2
