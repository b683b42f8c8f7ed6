"""Fields beyond the composer: what is too long is said, and nothing is reported saved that was not."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor

HUGE = 70_000  # characters, which no event carries
MOST = 2_000
LENGTH = "field => field.value.length"
FONT_SIZE = "field => parseFloat(getComputedStyle(field).fontSize)"
UNITS = ("word ", 'say "\\"', "\x01", "👍")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

pytestmark = pytest.mark.timeout(60)


async def paste(visitor: Visitor, field: Locator, unit: str) -> None:
    """Put a text in the field's place that is far too long."""
    await field.focus()
    await visitor.page.keyboard.press("Control+a")
    await visitor.paste((unit * HUGE)[:HUGE])


def named(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("textbox", name=name, exact=True)


@pytest.mark.parametrize("unit", UNITS)
async def test_words_about_oneself_that_are_too_long_are_refused_and_not_called_saved(
    sign_up: SignUp, unit: str
) -> None:
    alice = await sign_up("alice")
    await alice.page.goto("/profile")
    save = alice.page.get_by_role("button", name="Save")
    await named(alice, "About").fill("Sails on Sundays.")
    await save.click()
    await expect(alice.page.locator(".form-done")).to_have_text("Saved. Everybody sees it now.")

    await paste(alice, named(alice, "About"), unit)
    assert await named(alice, "About").evaluate(LENGTH) == MOST
    await save.click()

    if unit == "\x01":  # it shows nothing, and nothing of it is kept
        await expect(alice.page.locator(".profile-about")).to_have_text("Nothing about you yet.")
        return
    await expect(alice.page.get_by_text("This has at most 500 characters.")).to_be_visible()
    await expect(alice.page.locator(".form-done")).to_have_text("")
    await alice.page.reload()
    await expect(named(alice, "About")).to_have_value("Sails on Sundays.")


async def test_a_name_that_is_far_too_long_is_refused(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.page.goto("/profile")

    await paste(alice, named(alice, "Display name"), "name")
    await alice.page.get_by_role("button", name="Save").click()

    await expect(alice.page.get_by_text("A name has at most 50 characters.")).to_be_visible()


async def test_a_room_is_not_made_without_the_description_that_was_too_long(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_lobby()
    await alice.page.get_by_role("button", name="New room").click()
    dialog = alice.page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Sail loft")

    await paste(alice, dialog.get_by_label("Description"), "rope ")
    await dialog.get_by_role("button", name="Create room").click()

    await expect(dialog.get_by_text("A description has at most 500 characters.")).to_be_visible()
    await alice.page.reload()
    await expect(alice.page.get_by_role("article", name="Sail loft", exact=True)).to_have_count(0)


async def test_a_search_takes_two_hundred_characters(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.page.goto("/search")
    box = alice.page.get_by_role("searchbox", name="Search messages", exact=True)

    await paste(alice, box, "mizzenmast ")

    assert await box.evaluate(LENGTH) == 200
    await expect(alice.page.get_by_text("Nothing found for")).to_be_visible()


async def test_on_a_phone_no_field_is_so_small_that_an_iphone_zooms_in(sign_up: SignUp) -> None:
    alice = await sign_up("alice", **PHONE)
    await alice.make_room("Chart room")
    assert await alice.composer.evaluate(FONT_SIZE) == 16
    await alice.page.goto("/search")
    assert await alice.page.get_by_role("searchbox").evaluate(FONT_SIZE) == 16
    await alice.page.goto("/profile")
    for name in ("Display name", "About"):
        assert await named(alice, name).evaluate(FONT_SIZE) == 16
