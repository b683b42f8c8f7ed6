"""What one types or pastes arrives as it was, and the field says what it is for."""

import asyncio
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import SignUp, Visitor
from tests.browser.test_fields import FONT_SIZE, PHONE

PASTED = [
    "boat\tberth\nAnna\t7\nBerta\t\t12",
    "a\u2028b\u2029c",
    "10\u00a0000\u202f€, wo\u00adwo",
    "if x:\n    y = 1\n\n\n\n    return",
    "a\x01b\x7fc",
]
IS_IN_FRONT = """line => {
    const { left, right, bottom } = line.getBoundingClientRect();
    return document.elementFromPoint((left + right) / 2, bottom - 3) === line;
}"""
DIRECTION = "field => getComputedStyle(field).direction"

pytestmark = pytest.mark.timeout(60)


async def test_what_is_pasted_is_kept_exactly(alice: Visitor, kept: Kept) -> None:
    for text in PASTED:
        await alice.paste(text)
        await alice.page.keyboard.press("Enter")
        await expect(alice.composer).to_have_value("")

    await expect(alice.rows).to_have_count(len(PASTED))
    assert kept.messages == PASTED


async def test_the_field_takes_its_direction_from_what_is_typed(alice: Visitor) -> None:
    assert await alice.composer.evaluate(DIRECTION) == "ltr"
    await alice.page.keyboard.insert_text("مرحبا بالعالم")
    await expect(alice.composer).to_have_value("مرحبا بالعالم")
    assert await alice.composer.evaluate(DIRECTION) == "rtl"


async def test_password_managers_are_told_that_the_field_is_none_of_theirs(alice: Visitor) -> None:
    for name, value in {
        "name": "message",
        "autocomplete": "off",
        "data-1p-ignore": "true",
        "data-lpignore": "true",
        "data-bwignore": "true",
        "data-form-type": "other",
    }.items():
        await expect(alice.composer).to_have_attribute(name, value)


async def test_while_the_line_is_broken_the_composer_says_what_becomes_of_a_message(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    away = alice.page.locator(".composer-away")
    await expect(away).to_be_hidden()

    await line.refuse()
    line.cut()
    await expect(away).to_be_visible()
    await expect(away).to_have_text("No connection. What you send now goes out when it is back, or is kept here.")
    assert await away.evaluate(IS_IN_FRONT)
    await alice.type_on("sent without a line\n")
    await line.listen()

    await alice.sees("sent without a line")
    await expect(away).to_be_hidden()
    await expect(alice.composer).to_have_value("")
    assert kept.messages == ["sent without a line"]


async def test_what_is_undone_comes_back_and_nothing_does_after_sending(alice: Visitor) -> None:
    text = "word " * 100
    await alice.page.keyboard.insert_text(text)
    await alice.page.keyboard.press("Escape")
    await expect(alice.composer).to_have_value(text)
    for key in ("Control+a", "x", "Control+z"):
        await alice.page.keyboard.press(key)
    await expect(alice.composer).to_have_value(text)

    await alice.page.keyboard.press("Enter")
    await expect(alice.composer).to_have_value("")
    await alice.page.keyboard.press("Control+z")

    await expect(alice.rows).to_have_count(1)


async def test_a_button_pressed_twice_and_an_enter_held_down_send_once(alice: Visitor, kept: Kept) -> None:
    await alice.type_on("by the button")
    await alice.page.get_by_role("button", name="Send", exact=True).dblclick()
    await alice.sees("by the button")
    await alice.type_on("by Enter")
    for _ in range(10):
        await alice.page.keyboard.down("Enter")
    await alice.page.keyboard.up("Enter")

    await alice.sees("by Enter")
    await expect(alice.composer).to_have_value("")
    assert kept.messages == ["by the button", "by Enter"]


async def test_over_a_slow_line_no_key_is_lost_in_any_field_while_others_write(
    alice: Visitor, sign_up: SignUp, line: DelayProxy, kept: Kept
) -> None:
    slug = urlsplit(alice.page.url).path.removeprefix("/rooms/")
    bob = await sign_up("bob")
    await bob.join(slug)
    line.delay_seconds = 0.2
    text = "what is on the screen is never written over by something older " * 2

    await asyncio.gather(alice.type_on(text), bob.composer.press_sequentially("one two three", delay=60))
    await expect(alice.composer).to_have_value(text)
    await kept.until_drafted(text)

    await alice.page.goto("/search")
    box = alice.page.get_by_role("searchbox", name="Search messages", exact=True)
    await box.click()
    await asyncio.gather(alice.type_on(text), bob.send("and out"))
    await expect(box).to_have_value(text)

    await alice.page.goto("/profile")
    about = alice.page.get_by_role("textbox", name="About", exact=True)
    await about.click()
    await alice.type_on(text)
    await expect(about).to_have_value(text)
    line.delay_seconds = 0.0
    await alice.page.get_by_role("button", name="Save").click()
    await expect(alice.page.locator(".profile-about")).to_have_text(text.strip())


async def test_on_a_phone_the_field_is_as_wide_as_it_may_be_and_its_buttons_can_be_tapped(sign_up: SignUp) -> None:
    alice = await sign_up("alice", **PHONE)
    await alice.make_room("Chart room")
    assert await alice.composer.evaluate(FONT_SIZE) == 16
    for name in ("What you can write", "Send"):
        box = await alice.page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["width"] >= 36
        assert box["x"] + box["width"] <= 390

    await alice.composer.tap()
    await alice.type_on("from the phone")
    await alice.page.get_by_role("button", name="Send", exact=True).tap()

    await alice.sees("from the phone")
