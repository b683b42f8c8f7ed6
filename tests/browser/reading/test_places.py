"""Where one comes out in a room with much to read, and what moves meanwhile: nothing."""

from playwright.async_api import expect

from tests.browser.people import SignUp, Visitor
from tests.browser.reading.sidebar import counts, new_messages
from tests.browser.seed import LONG_TALK, LONG_TALK_MESSAGES, LONG_TALK_SLUG
from tests.browser.test_history import FIRST_POSITION, MOVED_BY_ITSELF, SLACK_PIXELS, STANDS_STILL, WHEEL_PIXELS

FIRST_UNREAD = 100
LAST_POSITION = "() => Number([...document.querySelectorAll('[role=log] article')].at(-1).dataset.position)"
SAID_UNREAD = """() => {
    const link = [...document.querySelectorAll(".nav-room")].find(link => link.innerText.includes("Long talk"));
    const words = getComputedStyle(link.querySelector(".nav-words"), "::after").content;
    return Number((words.match(/[0-9]+/) ?? [0])[0]);
}"""


async def marks_three_hundred_unread(visitor: Visitor) -> None:
    """In the long talk; the talk was first on its server, so its messages have the ids from 1."""
    await visitor.join(LONG_TALK_SLUG)
    await visitor.page.goto(f"/rooms/{LONG_TALK_SLUG}?m={FIRST_UNREAD + 1}")
    row = visitor.page.locator(f"#m{FIRST_UNREAD + 1}")
    await expect(row).to_be_in_viewport()
    await row.hover()
    await row.get_by_role("button", name="More").click()
    await visitor.page.get_by_role("menuitem", name="Mark unread").click()
    await expect(new_messages(visitor)).to_be_in_viewport()
    assert await visitor.page.evaluate(SAID_UNREAD) >= LONG_TALK_MESSAGES - FIRST_UNREAD


async def test_one_lands_at_the_first_of_hundreds_and_reads_as_one_scrolls(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await marks_three_hundred_unread(alice)
    unread = await alice.page.evaluate(SAID_UNREAD)
    await alice.page.get_by_role("link", name="All rooms").click()

    await alice.walk_to(LONG_TALK)
    await expect(new_messages(alice)).to_be_in_viewport()
    await expect(alice.page.locator(f"#m{FIRST_UNREAD + 1}")).to_be_in_viewport()
    assert await alice.page.evaluate(LAST_POSITION) < FIRST_UNREAD + 100, "three blocks, and not all"
    assert await alice.page.evaluate(SAID_UNREAD) == unread, "nothing of it was seen to the end of a block"

    await alice.page.locator(".scroller").hover()
    while await alice.page.evaluate(SAID_UNREAD) == unread:
        await alice.page.mouse.wheel(0, WHEEL_PIXELS)
        await alice.page.evaluate(STANDS_STILL)
    assert await alice.page.evaluate(SAID_UNREAD) == unread - 50, "to the end of the block that was seen"
    await alice.page.get_by_role("button", name="Jump to newest").click()

    await counts(alice, LONG_TALK, 0)


async def test_who_prefers_so_lands_at_the_newest(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_profile()
    await alice.prefer("The newest message")
    await marks_three_hundred_unread(alice)
    await alice.page.get_by_role("link", name="All rooms").click()

    await alice.walk_to(LONG_TALK)

    await expect(alice.rows.last).to_be_in_viewport()
    await counts(alice, LONG_TALK, 0)


async def test_scrolled_up_nothing_moves_and_the_button_counts(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(LONG_TALK_SLUG)
    await alice.open_room(LONG_TALK_SLUG)
    await alice.page.locator(".scroller").hover()
    jump = alice.page.get_by_role("button", name="Jump to newest", exact=True)
    first = await alice.page.evaluate(FIRST_POSITION)
    for _ in range(4):
        await alice.page.mouse.wheel(0, -WHEEL_PIXELS)
        await alice.page.evaluate(STANDS_STILL)
    await expect(jump).to_be_visible()
    assert await alice.page.evaluate(FIRST_POSITION) <= first

    for number in range(2):
        await bob.send(f"below {number}")
        assert await alice.page.evaluate(MOVED_BY_ITSELF, 10) <= SLACK_PIXELS

    await expect(jump).to_have_attribute("data-news", "2")
    await expect(jump).to_have_attribute("aria-description", "2 new messages")
    await jump.click()
    await expect(alice.rows.last).to_be_in_viewport()
    await expect(jump).to_be_hidden()
