"""What you can write: a small sheet beside the composer."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.keyboard import tab_to
from tests.browser.people import SignUp, Visitor
from tests.browser.test_fields import PHONE

NAME = "What you can write"
OVERFLOWS = "element => element.scrollWidth - element.clientWidth"

pytestmark = pytest.mark.timeout(60)


def sheet(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("dialog", name=NAME)


async def test_it_opens_by_keyboard_and_escape_leads_back_to_where_one_was(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Chart room")
    await alice.composer.click()
    await alice.type_on("half ")

    await tab_to(alice.page.get_by_role("button", name=NAME, exact=True))
    await alice.page.keyboard.press("Enter")
    await expect(sheet(alice).get_by_role("cell", name="**bold**", exact=True)).to_be_visible()
    await expect(sheet(alice).locator(".message-body strong")).to_have_text("bold")
    await alice.page.keyboard.press("Escape")

    await expect(sheet(alice)).to_have_count(0)
    await expect(alice.composer).to_have_value("half ")
    await expect(alice.rows).to_have_count(0)


async def test_after_a_click_on_it_the_cursor_is_back_in_the_field(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Chart room")
    await alice.composer.click()

    await alice.page.get_by_role("button", name=NAME, exact=True).click()
    await sheet(alice).get_by_role("button", name="Close").click()
    await expect(sheet(alice)).to_have_count(0)

    await expect(alice.composer).to_be_focused()


async def test_on_a_phone_it_fits_the_screen(sign_up: SignUp) -> None:
    alice = await sign_up("alice", **PHONE)
    await alice.make_room("Chart room")

    await alice.page.get_by_role("button", name=NAME, exact=True).tap()

    card = sheet(alice).locator(".writing-sheet")
    await expect(card).to_be_visible()
    box = await card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] <= 844
    assert await card.evaluate(OVERFLOWS) == 0
