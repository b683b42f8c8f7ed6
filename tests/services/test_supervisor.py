"""Services that crash come back; nobody waits for ever."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

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


class Stubborn:
    """Does something else than end when it is cancelled."""

    def __init__(self, at_the_end: Callable[[], Awaitable[None]]) -> None:
        self.runs = 0
        self._at_the_end = at_the_end

    async def run(self) -> None:
        self.runs += 1
        try:
            await asyncio.Event().wait()
        finally:
            await self._at_the_end()


async def raise_on_purpose() -> None:
    raise RuntimeError("crash on purpose")


async def test_a_service_whose_clean_up_raises_ends_and_is_not_started_again(caplog: pytest.LogCaptureFixture) -> None:
    clock, service = FakeClock(), Stubborn(raise_on_purpose)
    async with asyncio.timeout(5), Supervisor(clock) as supervisor:
        supervisor.start_child("stubborn", service.run)
        await settle()

        await supervisor.stop_child("stubborn")
        await clock.advance(60)

        assert supervisor.names() == ()
    assert service.runs == 1
    assert "service stubborn crashed" in caplog.text


async def test_a_clean_up_that_hangs_is_waited_for_only_so_long(caplog: pytest.LogCaptureFixture) -> None:
    let_go = asyncio.Event()

    async def hang() -> None:
        await let_go.wait()

    async with asyncio.timeout(5), Supervisor(FakeClock(), stop_seconds=0.01) as supervisor:
        for name in ("one", "another"):
            supervisor.start_child(name, Stubborn(hang).run)
        await settle()

    assert "service one does not end" in caplog.text
    assert "service another does not end" in caplog.text
    let_go.set()
    await settle()


async def test_who_waits_for_the_end_of_a_service_can_be_cancelled() -> None:
    let_go = asyncio.Event()

    async def hang() -> None:
        await let_go.wait()

    supervisor = Supervisor(FakeClock())
    supervisor.start_child("stubborn", Stubborn(hang).run)
    await settle()
    stopping = asyncio.create_task(supervisor.stop_child("stubborn"))
    await settle()

    stopping.cancel()
    async with asyncio.timeout(0.5):
        await asyncio.wait([stopping])

    assert stopping.cancelled()
    let_go.set()
    await settle()
