"""What people prefer: chosen in one tab, followed by the others, and there from the first moment of the next page."""

import re

import pytest
from playwright.async_api import Page, expect

from livechat.components.times import TWELVE_HOURS
from tests.browser.people import SignUp, Visitor

DARK, LIGHT = "rgb(23, 26, 26)", "rgb(246, 244, 239)"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
GROUND = "() => getComputedStyle(document.body).backgroundColor"

# The first thing that is painted, noted before any script of the page has run.
NOTE_FIRST_GROUND = """
    new PerformanceObserver(list => {
        window.firstGround ??= getComputedStyle(document.body).backgroundColor;
    }).observe({type: "paint", buffered: true});
"""


async def shows_ground(page: Page, colour: str) -> None:
    await expect(page.locator("body")).to_have_css("background-color", colour)


async def in_a_room_and_at_the_profile(alice: Visitor) -> tuple[str, Visitor]:
    """A message is said; the second tab is at the profile."""
    slug = await alice.make_room("Berths")
    await alice.send("Here I am.")
    other = await alice.new_tab()
    await other.open_profile()
    return slug, other


async def test_theme_clock_and_zone_are_followed_by_another_tab_at_once(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    _, other = await in_a_room_and_at_the_profile(alice)
    time = alice.row("Here I am.").locator(".message-time")
    in_24_hours = await time.inner_text()

    await other.prefer("Dark")
    await shows_ground(alice.page, DARK)
    await shows_ground(other.page, DARK)

    await other.prefer("12 hours")
    await expect(time.locator(".clock-12")).to_be_visible()
    await expect(time.locator(".clock-24")).to_be_hidden()

    await other.prefer_zone("Asia/Kathmandu")  # 45 minutes beside every full hour
    await expect(time.locator(".clock-24")).not_to_have_text(in_24_hours)
    await expect(alice.log.locator(".day-separator").first).to_be_visible()

    await other.prefer("As the system")
    await shows_ground(alice.page, LIGHT)


async def test_only_the_chosen_clock_is_read_out(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    _, other = await in_a_room_and_at_the_profile(alice)
    link = alice.row("Here I am.").locator(".message-time")

    assert re.match(r'- link "\d\d:\d\d"', await link.aria_snapshot())
    await other.prefer("12 hours")
    await expect(link.locator(".clock-12")).to_be_visible()
    assert re.match(r'- link "\d+:\d\d [ap]m"', await link.aria_snapshot())


@pytest.mark.parametrize("system", ["light", "dark"])
async def test_a_page_begins_in_the_theme_that_was_chosen(sign_up: SignUp, system: str) -> None:
    alice = await sign_up("alice", color_scheme=system)
    await alice.open_profile()
    await alice.prefer("Light" if system == "dark" else "Dark")
    chosen = LIGHT if system == "dark" else DARK
    await shows_ground(alice.page, chosen)

    await alice.page.add_init_script(NOTE_FIRST_GROUND)
    await alice.open_lobby()

    assert await alice.page.evaluate("() => window.firstGround") == chosen
    await alice.page.goto("/profile/security")
    await shows_ground(alice.page, chosen)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_on_a_phone_enter_begins_a_line_and_the_button_sends(sign_up: SignUp, motion: str) -> None:
    alice = await sign_up("alice", **PHONE, reduced_motion=motion)
    slug = await alice.make_room("Berths")
    await alice.open_room(slug)
    await expect(alice.composer).to_have_attribute("enterkeyhint", "enter")

    await alice.composer.click()
    await alice.type_on("one\ntwo")
    await expect(alice.composer).to_have_value("one\ntwo")
    assert await alice.messages() == []
    await alice.page.get_by_role("button", name="Send").click()

    await expect(alice.row("one")).to_contain_text("two")
    await expect(alice.composer).to_have_value("")


async def test_a_phone_may_have_enter_send_and_another_device_is_left_as_it_is(sign_up: SignUp) -> None:
    alice = await sign_up("alice", **PHONE)
    slug = await alice.make_room("Berths")
    other = await alice.new_tab()
    await other.open_profile()
    await expect(other.page.get_by_role("radio", name="Enter begins a new line")).to_be_checked()

    await other.prefer("Enter sends")
    await alice.composer.click()
    await alice.type_on("one\n")

    await alice.sees("one")
    await alice.open_room(slug)
    await expect(alice.composer).to_have_attribute("enterkeyhint", "send")


async def test_at_a_desk_a_half_written_text_stays_when_enter_comes_to_do_something_else(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Berths")
    other = await alice.new_tab()
    await other.open_profile()
    await expect(other.page.get_by_role("radio", name="Enter sends")).to_be_checked()
    await alice.composer.click()
    await alice.type_on("one")

    await other.prefer("Enter begins a new line")
    await other.prefer("12 hours")  # comes behind it, and can be seen
    await expect(alice.page.locator(f".{TWELVE_HOURS}")).to_be_attached()
    await alice.type_on("\ntwo")
    await expect(alice.composer).to_have_value("one\ntwo")
    await expect(alice.composer).to_be_focused()

    await alice.page.keyboard.press("Control+Enter")
    await expect(alice.row("one")).to_contain_text("two")
