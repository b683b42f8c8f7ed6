"""What a room keeps at hand, before the eyes of two people."""

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor


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
