"""Moving through the history and between rooms while others post."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import expect

from tests.browser.people import SignUp, Visitor
from tests.browser.seed import LONG_TALK_MESSAGES, LONG_TALK_SLUG

PAGED_UP = 200
WHEEL_PIXELS = 400
SLACK_PIXELS = 2.0
SWITCHES = 20

# The first row that begins inside the scroller, and how far it moves by itself within some frames.
MOVED_BY_ITSELF = """frames => new Promise(resolve => {
    const scroller = document.querySelector(".scroller");
    const top = scroller.getBoundingClientRect().top;
    const row = [...scroller.querySelectorAll("article")].find(row => row.getBoundingClientRect().top >= top);
    const began = row.getBoundingClientRect().top;
    let most = 0;
    const look = left => {
        most = Math.max(most, Math.abs(row.getBoundingClientRect().top - began));
        left ? requestAnimationFrame(() => look(left - 1)) : resolve(most);
    };
    look(frames);
})"""

# Resolves when the scroller has not moved for three frames.
STANDS_STILL = """() => new Promise(resolve => {
    const scroller = document.querySelector(".scroller");
    const look = (before, still) => requestAnimationFrame(() => {
        const now = scroller.scrollTop;
        now !== before ? look(now, 0) : still === 3 ? resolve() : look(now, still + 1);
    });
    look(scroller.scrollTop, 0);
})"""

FIRST_POSITION = "() => Number(document.querySelector('[role=log] article').dataset.position)"
HEADING_AND_ROWS = """() => ({
    heading: document.querySelector(".room-heading h1")?.innerText,
    rows: [...document.querySelectorAll("[role=log] .message-body")].map(body => body.innerText),
})"""


@asynccontextmanager
async def posting(visitor: Visitor, text: str) -> AsyncIterator[list[str]]:
    """Somebody goes on posting while the block runs, and has it all stored in the end; what has been posted."""
    posted: list[str] = []
    is_over = asyncio.Event()

    async def post_on() -> None:
        while not is_over.is_set():
            await visitor.send(f"{text} {len(posted)}")
            posted.append(f"{text} {len(posted)}")

    task = asyncio.create_task(post_on())
    try:
        yield posted
    finally:
        is_over.set()
        await task
    await visitor.sees(posted[-1])


async def test_two_hundred_messages_are_paged_up_without_a_jump_while_others_post(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(LONG_TALK_SLUG)
    await alice.open_room(LONG_TALK_SLUG)
    await alice.sees(f"said before: {LONG_TALK_MESSAGES - 1}")
    newest = LONG_TALK_MESSAGES
    await alice.page.locator(".scroller").hover()

    moved: list[float] = []
    async with posting(bob, "meanwhile") as posted:
        while await alice.page.evaluate(FIRST_POSITION) > newest - PAGED_UP:
            await alice.page.mouse.wheel(0, -WHEEL_PIXELS)
            await alice.page.evaluate(STANDS_STILL)
            moved.append(await alice.page.evaluate(MOVED_BY_ITSELF, 5))

    assert len(posted) > 3
    assert max(moved) <= SLACK_PIXELS, moved


async def test_the_way_back_to_the_newest_is_one_click(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_room(LONG_TALK_SLUG)
    await alice.page.locator(".scroller").hover()
    jump = alice.page.get_by_role("button", name="Jump to newest")
    await expect(jump).to_be_hidden()
    while await alice.page.evaluate(FIRST_POSITION) > 200:
        await alice.page.mouse.wheel(0, -WHEEL_PIXELS * 2)
        await alice.page.evaluate(STANDS_STILL)

    await jump.click()

    await expect(alice.rows.last).to_be_in_viewport()
    await expect(jump).to_be_hidden()


async def test_a_linked_message_is_in_view_and_one_pages_down_from_it(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    number = LONG_TALK_MESSAGES // 2  # the talk was first on its server, so its messages have the ids from 1

    await alice.page.goto(f"/rooms/{LONG_TALK_SLUG}?m={number}")

    await expect(alice.page.locator(f"#m{number}")).to_be_in_viewport()
    await alice.page.locator(".scroller").hover()
    while not await alice.row(f"said before: {LONG_TALK_MESSAGES - 1}").count():
        await alice.page.mouse.wheel(0, WHEEL_PIXELS * 2)
        await alice.page.evaluate(STANDS_STILL)
    positions = await alice.rows.evaluate_all("rows => rows.map(row => Number(row.dataset.position))")
    assert positions == list(range(positions[0], positions[0] + len(positions)))


async def test_three_rooms_are_switched_twenty_times_during_traffic_without_a_wrong_row(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    names = ["Red", "Green", "Blue"]
    slugs = [await alice.make_room(name) for name in names]
    writers = [bob, await bob.new_tab(), await bob.new_tab()]
    for writer, slug in zip(writers, slugs, strict=True):
        await writer.join(slug)
        await writer.send(f"{slug} begins")

    async with posting(writers[0], "red"), posting(writers[1], "green"), posting(writers[2], "blue"):
        for turn in range(SWITCHES):
            name = names[turn % 3]
            await alice.walk_to(name)
            await expect(alice.rows).not_to_have_count(0)
            seen = await alice.page.evaluate(HEADING_AND_ROWS)
            assert seen["heading"] == name
            assert all(row.startswith(name.lower()) for row in seen["rows"]), (turn, seen)

    for name in names:
        await alice.walk_to(name)
        await expect(alice.row(f"{name.lower()} begins")).to_have_count(1)


async def test_who_reads_at_the_end_stays_at_the_end(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(LONG_TALK_SLUG)
    await alice.open_room(LONG_TALK_SLUG)

    for number in range(5):
        await bob.send(f"line one of {number}")
        await expect(alice.row(f"line one of {number}").last).to_be_in_viewport()
