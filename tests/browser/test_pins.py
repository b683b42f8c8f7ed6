"""What a room keeps at hand, before the eyes of two people."""

import re

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor
from tests.eventually import eventually

IN_CLIPBOARD = "link => navigator.clipboard.readText().then(text => text === link)"
ALL_SELECTED = "field => field.selectionEnd - field.selectionStart === field.value.length"


async def choose_of(visitor: Visitor, text: str, item: str) -> None:
    """Choose of the menu behind "More" in a message's row."""
    row = visitor.row(text)
    await row.hover()
    await row.get_by_role("button", name="More").click()
    await visitor.page.get_by_role("menuitem", name=item, exact=True).click()


def panel(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("dialog", name="Pinned messages")


def pinned(visitor: Visitor) -> Locator:
    return panel(visitor).get_by_role("listitem")


async def test_what_one_pins_is_found_by_the_other_whose_panel_follows(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Pinboard")
    await bob.open_room(slug)
    await alice.send("The gate code is on the door")
    await alice.send("The tide table hangs inside")
    await bob.choose("Pinned messages")
    await expect(panel(bob)).to_contain_text("Nothing is pinned yet")

    await choose_of(alice, "gate code", "Pin")
    await expect(pinned(bob)).to_have_count(1)
    await choose_of(alice, "tide table", "Pin")

    await expect(pinned(bob)).to_have_count(2)
    await expect(pinned(bob).first).to_contain_text("The tide table hangs inside")
    await expect(pinned(bob).first).to_contain_text("Pinned by alice")
    await expect(panel(bob).get_by_role("button", name="Unpin")).to_have_count(0)
    await panel(bob).get_by_role("link", name="gate code").click()
    await expect(panel(bob)).to_have_count(0)
    await expect(bob.row("gate code")).to_be_in_viewport()
    await expect(bob.row("gate code")).to_contain_text("Pinned")

    await alice.choose("Pinned messages")
    await pinned(alice).filter(has_text="gate code").get_by_role("button", name="Unpin").click()
    await expect(pinned(alice)).to_have_count(1)
    await panel(alice).get_by_role("button", name="Close").click()
    await expect(bob.row("gate code")).not_to_contain_text("Pinned")


async def test_on_a_phone_all_of_it_is_reached_by_touch_and_fits(sign_up: SignUp) -> None:
    alice = await sign_up("alice", viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True)
    await alice.make_room("Pocket board")
    await alice.composer.fill("word " * 60)
    await alice.page.get_by_role("button", name="Send").tap()
    row = alice.rows.first
    await row.tap()
    await row.get_by_role("button", name="More").tap()
    await alice.page.get_by_role("menuitem", name="Pin", exact=True).tap()
    await expect(row).to_contain_text("Pinned")

    await alice.page.get_by_role("button", name="Room menu").tap()
    await alice.page.get_by_role("menuitem", name="Pinned messages").tap()
    await expect(pinned(alice)).to_have_count(1)
    for element in (panel(alice).locator(".pins"), panel(alice).get_by_role("button", name="Unpin")):
        await expect(element).to_be_in_viewport(ratio=1)
    await pinned(alice).get_by_role("link").tap()
    await expect(panel(alice)).to_have_count(0)
    await alice.page.get_by_role("button", name="Room menu").tap()
    await alice.page.get_by_role("menuitem", name="Jump to date").tap()

    calendar = alice.page.get_by_role("dialog", name="Jump to date").locator(".calendar")
    await expect(calendar).to_be_in_viewport(ratio=1)


async def test_by_keyboard_one_pins_and_finds_it_again(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Keyboard board")
    await alice.send("The gate code is on the door")
    await alice.rows.first.focus()
    await alice.rows.first.get_by_role("button", name="More").focus()
    await alice.page.keyboard.press("Enter")
    await alice.page.get_by_role("menuitem", name="Pin", exact=True).focus()
    await alice.page.keyboard.press("Enter")
    await expect(alice.rows.first).to_contain_text("Pinned")

    await alice.page.get_by_role("button", name="Room menu").focus()
    await alice.page.keyboard.press("Enter")
    await alice.page.get_by_role("menuitem", name="Pinned messages").focus()
    await alice.page.keyboard.press("Enter")
    await expect(pinned(alice)).to_have_count(1)
    await alice.page.wait_for_function("() => document.activeElement.closest('[role=dialog]') !== null")
    link = pinned(alice).get_by_role("link")
    for _ in range(5):  # the way into a dialog is short
        await alice.page.keyboard.press("Tab")
        if await link.evaluate("link => link === document.activeElement"):
            break
    await alice.page.keyboard.press("Enter")

    await expect(panel(alice)).to_have_count(0)
    await expect(alice.page).to_have_url(re.compile(r"\?m=\d+$"))


async def test_a_copied_link_is_in_the_clipboard_and_selected_and_nothing_claims_so(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    slug = await alice.make_room("Links to take along")
    await alice.send("hello")
    number = str(await alice.row("hello").get_attribute("id")).removeprefix("m")
    await alice.context.grant_permissions(["clipboard-read", "clipboard-write"])

    await choose_of(alice, "hello", "Copy link")

    field = alice.page.get_by_role("textbox", name="Link")
    link = f"{alice.page.url.partition('/rooms/')[0]}/rooms/{slug}?m={number}"
    await expect(field).to_have_value(link)
    await eventually(lambda: alice.page.evaluate(IN_CLIPBOARD, link))
    await eventually(lambda: field.evaluate(ALL_SELECTED))
    assert "copied" not in (await alice.page.inner_text("body")).lower()
