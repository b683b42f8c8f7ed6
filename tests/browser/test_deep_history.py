"""A room in which very much was said: to any place of it, and on from there, without a jump."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import QUICK_HANDS
from tests.browser.people import SignUp, Visitor
from tests.browser.seed import DEEP_TALK_SLUG, seed_deep_talk
from tests.browser.test_history import FIRST_POSITION, MOVED_BY_ITSELF, SLACK_PIXELS, STANDS_STILL
from tests.server import Server

MESSAGES = 100_000
MIDDLE = MESSAGES // 2
WHEEL_PIXELS = 100
SHOWN_BLOCKS = 6

# The row under the middle of the scroller, and where it is.
UNDER_THE_MIDDLE = """() => {
    const box = document.querySelector(".scroller").getBoundingClientRect();
    const rows = [...document.querySelectorAll("[role=log] article")];
    const row = rows.find(row => row.getBoundingClientRect().bottom > box.top + box.height / 2);
    return [row.id, row.getBoundingClientRect().top];
}"""
PLACE_OF = "id => document.getElementById(id)?.getBoundingClientRect().top ?? null"
LAST_POSITION = "() => Number([...document.querySelectorAll('[role=log] article')].at(-1).dataset.position)"
SHOWN_ROWS = "() => document.querySelectorAll('[role=log] article').length"
CENTRE_OF = """id => {
    const box = document.querySelector(".scroller").getBoundingClientRect();
    const row = document.getElementById(id).getBoundingClientRect();
    return (row.top + row.height / 2 - box.top) / box.height;
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def deep_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    folder = tmp_path_factory.mktemp("deep")
    (folder / "data").mkdir()
    await seed_deep_talk(folder / "data", MESSAGES)
    server = await Server(folder, **QUICK_HANDS).start()
    yield server
    assert await server.stop() == 0, server.output
    assert "Traceback" not in server.output, server.output


@pytest.fixture
def server(deep_server: Server) -> Server:
    return deep_server


async def wheel(visitor: Visitor, pixels: int) -> None:
    await visitor.page.mouse.wheel(0, pixels)


async def open_at(visitor: Visitor, number: int) -> None:
    await visitor.page.goto(f"/rooms/{DEEP_TALK_SLUG}?m={number}")
    await expect(visitor.page.locator(f"#m{number}")).to_be_in_viewport()
    await visitor.page.locator(".scroller").hover()


async def test_from_a_hit_in_the_middle_one_wheels_up_at_once(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.page.goto(f"/search?q=deep+{MIDDLE}&room={DEEP_TALK_SLUG}")
    await alice.page.get_by_role("list", name="Results").get_by_role("link", name=f"deep {MIDDLE}").first.click()
    await expect(alice.page.locator(f"#m{MIDDLE + 1}")).to_be_in_viewport()
    assert 0.2 < await alice.page.evaluate(CENTRE_OF, f"m{MIDDLE + 1}") < 0.8, "in its context"
    await alice.page.locator(".scroller").hover()

    begin = await alice.page.evaluate(PLACE_OF, f"m{MIDDLE + 1}")
    for step in range(1, 6):
        await wheel(alice, -WHEEL_PIXELS)
        await alice.page.evaluate(STANDS_STILL)
        assert abs(await alice.page.evaluate(PLACE_OF, f"m{MIDDLE + 1}") - begin - step * WHEEL_PIXELS) <= SLACK_PIXELS


@pytest.mark.parametrize("direction", [-1, 1], ids=["up", "down"])
async def test_the_row_under_the_middle_stays_while_pages_of_history_load(sign_up: SignUp, direction: int) -> None:
    alice = await sign_up("alice")
    await open_at(alice, MIDDLE)
    edge = FIRST_POSITION if direction < 0 else LAST_POSITION
    loads, before = 0, await alice.page.evaluate(edge)

    while loads < 4:
        await wheel(alice, 4 * WHEEL_PIXELS * direction)
        await alice.page.evaluate(STANDS_STILL)
        row, place = await alice.page.evaluate(UNDER_THE_MIDDLE)
        assert await alice.page.evaluate(MOVED_BY_ITSELF, 8) <= SLACK_PIXELS
        assert abs(await alice.page.evaluate(PLACE_OF, row) - place) <= SLACK_PIXELS
        now = await alice.page.evaluate(edge)
        loads, before = loads + (now != before), now


async def test_from_the_very_first_message_one_reads_down_without_trembling_or_endless_loading(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await open_at(alice, 1)
    await alice.page.evaluate(STANDS_STILL)
    shown = await alice.page.evaluate(SHOWN_ROWS)
    assert await alice.page.evaluate(MOVED_BY_ITSELF, 30) <= SLACK_PIXELS
    assert await alice.page.evaluate(SHOWN_ROWS) == shown, "nothing more is loaded while nobody moves"

    while await alice.page.evaluate(LAST_POSITION) < 400:
        await wheel(alice, 6 * WHEEL_PIXELS)
        await alice.page.evaluate(STANDS_STILL)
        assert await alice.page.evaluate(MOVED_BY_ITSELF, 3) <= SLACK_PIXELS
    assert await alice.page.evaluate(SHOWN_ROWS) <= SHOWN_BLOCKS * 50


async def test_a_day_long_ago_is_chosen_and_its_first_message_is_shown(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_room(DEEP_TALK_SLUG)
    await alice.choose("Jump to date")
    calendar = alice.page.get_by_role("dialog", name="Jump to date")
    for _ in range(2):
        await calendar.get_by_role("button", name="Previous month").click()
    day = calendar.get_by_role("button", name="15", exact=True)
    await expect(day).to_have_count(1)  # months slide
    await day.click()

    await expect(calendar).to_have_count(0)
    await expect(alice.page).to_have_url(re.compile(r"\?m=\d+$"))
    number = int(alice.page.url.partition("?m=")[2])
    row = alice.page.locator(f"#m{number}")
    await expect(row).to_be_in_viewport()
    above = row.locator("xpath=preceding-sibling::*[1]")
    await expect(above).to_contain_text(", 15 ")
    await alice.page.get_by_role("button", name="Jump to newest").click()
    await alice.sees(f"deep {MESSAGES - 1}")
