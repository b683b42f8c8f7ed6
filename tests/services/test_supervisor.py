"""Services that crash come back; nobody waits for ever."""

import asyncio
from collections.abc import Awaitable, Callable

from livechat.services.supervisor import ChildState, Supervisor
from tests.fakes import FakeClock, settle


class Flaky:
    """Crashes on its first `crashes` runs."""

    def __init__(self, crashes: int) -> None:
        self.runs = 0
        self._crashes = crashes

    async def run(self) -> None:
        self.runs += 1
        if self.runs <= self._crashes:
            raise RuntimeError("crash on purpose")
        await asyncio.Event().wait()


async def test_a_crashed_service_is_back_after_its_backoff() -> None:
    clock, service = FakeClock(), Flaky(crashes=1)
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("flaky", service.run)
        await settle()
        assert supervisor.health() == {"flaky": ChildState.RESTARTING}

        await clock.advance(1)

        assert service.runs == 2
        assert supervisor.health() == {"flaky": ChildState.RUNNING}


async def test_a_crash_leaves_the_other_services_alone() -> None:
    clock, flaky, steady = FakeClock(), Flaky(crashes=1), Flaky(crashes=0)
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("flaky", flaky.run)
        supervisor.start_child("steady", steady.run)

        await clock.advance(1)

        assert steady.runs == 1


async def test_the_backoff_grows_while_a_service_keeps_crashing() -> None:
    clock, service = FakeClock(), Flaky(crashes=1_000)
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("flaky", service.run)
        await clock.advance(1)
        early = service.runs
        await clock.advance(60)
        await clock.advance(10)

        assert early >= 4
        assert service.runs < 40


async def test_five_crashes_in_ten_seconds_are_unhealthy_until_they_are_over() -> None:
    clock, service = FakeClock(), Flaky(crashes=5)
    async with Supervisor(clock) as supervisor:
        supervisor.start_child("flaky", service.run)
        assert supervisor.healthy

        await clock.advance(5)
        assert not supervisor.healthy

        await clock.advance(60)
        assert supervisor.healthy


async def test_a_service_that_returns_is_done() -> None:
    async with Supervisor(FakeClock()) as supervisor:
        supervisor.start_child("brief", lambda: asyncio.sleep(0))
        await settle()

        assert supervisor.names() == ()


async def test_leaving_the_supervisor_ends_its_services_last_started_first() -> None:
    ended: list[str] = []

    def service(name: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(name)

        return run

    async with Supervisor(FakeClock()) as supervisor:
        supervisor.start_child("first", service("first"))
        supervisor.start_child("second", service("second"))
        await settle()

    assert ended == ["second", "first"]
