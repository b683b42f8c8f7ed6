"""Messages are reached, and what they offer is used, by the keyboard and by a finger."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.keyboard import tab_to
from tests.browser.people import SignUp, Visitor

PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True}

pytestmark = pytest.mark.timeout(90)


async def somebody_who_said(sign_up: SignUp, room: str, *texts: str, **context: object) -> Visitor:
    alice = await sign_up("alice", **context)
    await alice.make_room(room)
    for text in texts:
        await alice.composer.fill(text)
        await alice.page.get_by_role("button", name="Send").click()
        await alice.sees(text)
    return alice


def action(row: Locator, name: str) -> Locator:
    return row.get_by_role("button", name=name, exact=True)


async def test_the_link_of_a_message_three_above_is_copied_by_keyboard_alone(sign_up: SignUp) -> None:
    alice = await somebody_who_said(sign_up, "Key room", "one", "two", "three", "four")
    keys, row = alice.page.keyboard, alice.row("two")
    await alice.composer.focus()

    await keys.press("Shift+ArrowUp")
    for _ in range(3):  # at once, also while the focus is not there yet
        await keys.press("ArrowUp")
    await expect(alice.row("one")).to_be_focused()
    await keys.press("ArrowDown")
    await expect(row).to_be_focused()
    for name in ("Reply", "React", "More"):
        await keys.press("Tab")
        await expect(action(row, name)).to_be_focused()
    await keys.press("Enter")
    item = alice.page.get_by_role("menuitem", name="Copy link")
    await expect(item).to_be_visible()
    await tab_to(item)
    await keys.press("Enter")
    dialog = alice.page.get_by_role("dialog")
    await expect(dialog.get_by_role("textbox", name="Link")).to_be_visible()
    await keys.press("Escape")
    await expect(dialog).to_have_count(0)

    await expect(action(row, "More")).to_be_focused()
    await keys.press("Escape")
    await expect(alice.composer).to_be_focused()
    await alice.type_on("five\n")
    await alice.sees("five")


async def test_tab_does_not_walk_through_what_all_messages_offer(sign_up: SignUp) -> None:
    alice = await somebody_who_said(sign_up, "Long walk", *(f"number {number}" for number in range(9)))
    await alice.composer.focus()

    await alice.page.keyboard.press("Shift+Tab")

    await expect(alice.page.locator(".scroller")).to_be_focused()
    await alice.page.keyboard.press("ArrowUp")
    await expect(alice.row("number 8")).to_be_focused()
    await alice.page.keyboard.press("Escape")
    await expect(alice.composer).to_be_focused()


async def test_shift_and_up_select_where_something_is_written(sign_up: SignUp) -> None:
    alice = await somebody_who_said(sign_up, "Selecting", "one")
    await alice.composer.fill("above\nbelow")

    await alice.page.keyboard.press("Shift+ArrowUp")
    await alice.page.keyboard.press("ArrowUp")

    await alice.type_on("x")
    await expect(alice.composer).to_be_focused()
    await expect(alice.page.get_by_role("note")).to_have_count(0)


async def test_a_tap_on_a_message_shows_what_it_offers_and_nothing_unseen_takes_one(sign_up: SignUp) -> None:
    alice = await somebody_who_said(sign_up, "By finger", "a message that is " + "long " * 30, **PHONE)
    row = alice.rows.first
    more = action(row, "More")
    await expect(row.locator(".message-actions")).to_be_hidden()
    covering = """row => {
        const box = row.querySelector(".message-row").getBoundingClientRect();
        return document.elementFromPoint(box.right - 12, box.top + 8).closest("button") === null;
    }"""
    assert await row.evaluate(covering)

    await row.locator(".message-body").tap()
    await expect(more).to_be_visible()
    await more.tap()

    await expect(alice.page.get_by_role("menuitem", name="Edit")).to_be_visible()


async def test_text_of_a_message_is_still_selected_with_the_mouse(sign_up: SignUp) -> None:
    alice = await somebody_who_said(sign_up, "Marking", "take these words along")
    box = await alice.rows.locator(".message-body p").bounding_box()
    assert box is not None

    await alice.page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    await alice.page.mouse.down()
    await alice.page.mouse.move(box["x"] + box["width"] + 4, box["y"] + box["height"] / 2, steps=5)
    await alice.page.mouse.up()

    assert "take these words along" in await alice.page.evaluate("getSelection().toString()")
