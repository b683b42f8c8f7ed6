"""How many pages one may have, without the pages: NiceGUI's clients are made by hand."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from nicegui import Client
from nicegui.page import page
from nicegui.testing import user_simulation

from livechat.config import Settings
from livechat.errors import RateLimited
from livechat.ids import UserId
from livechat.internals.clients.open_clients import open_clients
from livechat.web.nicegui.open_pages import (
    MAX_WAIT_SECONDS,
    PAGES_AT_ONCE,
    PAGES_PER_SECOND,
    SWEEP_EVERY_SECONDS,
    UNOPENED_SECONDS,
    OpenPages,
)
from livechat.web.nicegui.page_garbage import FEW_PAGES, PageGarbage
from tests.fakes import FakeClock
from tests.settings import settings_in

ALICE, BOB = UserId(1), UserId(2)
HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
async def nicegui() -> AsyncIterator[None]:
    async with user_simulation():
        yield


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings_in(settings.data_dir, open_pages_per_person=3, page_fetches_per_minute=10)


@pytest.fixture
def pages(settings: Settings, clock: FakeClock) -> OpenPages:
    return OpenPages(settings, clock)


def get_page(pages: OpenPages, user_id: UserId = ALICE, address: str = HERE, *, connected: bool = False) -> Client:
    """Ask for a page, as a browser does that may go on to open its socket."""
    pages.admit(user_id, address)
    client = Client(page(""))
    assert not connected or client.accept_handshake("socket", "tab", None)
    pages.opened(client, user_id, address)
    return client


async def test_too_many_fetches_in_a_minute_are_refused_until_it_is_over(pages: OpenPages) -> None:
    for _ in range(10):
        pages.admit(ALICE, HERE)

    with pytest.raises(RateLimited, match=r"very many pages\. Try again in 60 s\.") as refusal:
        pages.admit(ALICE, HERE)
    assert refusal.value.retry_after_ms == 60_000
    pages.admit(BOB, HERE)


async def test_after_the_minute_one_may_fetch_again(pages: OpenPages, clock: FakeClock) -> None:
    for _ in range(10):
        pages.admit(ALICE, HERE)
    await clock.advance(60)

    pages.admit(ALICE, HERE)


async def test_an_address_may_fetch_ten_times_as_much(pages: OpenPages) -> None:
    for number in range(100):
        pages.admit(UserId(number), HERE)

    with pytest.raises(RateLimited):
        pages.admit(UserId(100), HERE)
    pages.admit(UserId(100), THERE)


async def test_who_asks_for_pages_faster_than_they_are_made_waits_and_nobody_else(
    pages: OpenPages, clock: FakeClock
) -> None:
    for _ in range(PAGES_AT_ONCE):
        await pages.wait_for_turn(ALICE)
    waiting = [asyncio.create_task(pages.wait_for_turn(ALICE)) for _ in range(3)]
    await pages.wait_for_turn(BOB)

    done = []
    for _ in waiting:
        await clock.advance(1 / PAGES_PER_SECOND)
        done.append(sum(task.done() for task in waiting))
    assert done == [1, 2, 3]


async def test_who_would_wait_for_too_long_is_refused_but_not_at_once(pages: OpenPages, clock: FakeClock) -> None:
    most = PAGES_AT_ONCE + int(MAX_WAIT_SECONDS * PAGES_PER_SECOND)
    waiting = [asyncio.create_task(pages.wait_for_turn(ALICE)) for _ in range(most + 20)]

    await clock.advance(MAX_WAIT_SECONDS / 2)
    assert not any(task.done() and task.exception() for task in waiting)
    await clock.advance(MAX_WAIT_SECONDS / 2)

    refused = [task for task in waiting if isinstance(task.exception(), RateLimited)]
    assert refused == waiting[most:]


async def test_the_oldest_page_that_was_never_opened_gives_way(pages: OpenPages) -> None:
    opened = get_page(pages, connected=True)
    oldest, *_ = get_page(pages), get_page(pages)

    get_page(pages)

    assert oldest.is_deleted
    assert not opened.is_deleted
    assert len(open_clients()) == 3


async def test_who_has_all_their_pages_open_gets_no_more_until_one_is_closed(pages: OpenPages) -> None:
    first, *_ = [get_page(pages, connected=True) for _ in range(3)]

    with pytest.raises(RateLimited, match="too many pages open"):
        get_page(pages)
    get_page(pages, BOB)

    first.delete()
    get_page(pages)


async def test_an_address_may_have_ten_times_as_many_and_nobodys_page_gives_way_to_another_person(
    pages: OpenPages,
) -> None:
    for number in range(30):
        get_page(pages, UserId(number))

    with pytest.raises(RateLimited, match="too many pages open"):
        get_page(pages, UserId(30))
    assert len(open_clients()) == 30


async def test_without_limits_nothing_is_refused(settings: Settings, clock: FakeClock) -> None:
    pages = OpenPages(settings.model_copy(update={"limits": "off"}), clock)

    for _ in range(50):
        get_page(pages)

    assert len(open_clients()) == 50


async def test_a_page_that_never_opens_its_socket_is_ended(pages: OpenPages) -> None:
    unopened, young, opened = get_page(pages), get_page(pages), get_page(pages, connected=True)
    for client in (unopened, opened):
        client.created -= UNOPENED_SECONDS

    pages.sweep()

    assert open_clients() == (young, opened)
    assert unopened.is_deleted


async def test_who_came_late_once_is_given_more_time(pages: OpenPages) -> None:
    pages.admit_adoption(ALICE)
    slow, quick = get_page(pages, ALICE), get_page(pages, BOB)
    for client in (slow, quick):
        client.created -= UNOPENED_SECONDS

    pages.sweep()

    assert open_clients() == (slow,)


async def test_a_page_comes_back_only_so_often(pages: OpenPages) -> None:
    for _ in range(10):
        pages.admit_adoption(ALICE)

    with pytest.raises(RateLimited):
        pages.admit_adoption(ALICE)


async def test_what_gone_pages_leave_is_cleared_away(settings: Settings, clock: FakeClock) -> None:
    collected = asyncio.Event()
    pages = OpenPages(settings, clock, PageGarbage(collect=collected.set, cpu_time=lambda: 0.0))
    running = asyncio.create_task(pages.run())
    for _ in range(FEW_PAGES):
        client = Client(page(""))
        pages.opened(client, ALICE, HERE)
        client.delete()

    await clock.advance(SWEEP_EVERY_SECONDS)

    assert collected.is_set()
    running.cancel()
