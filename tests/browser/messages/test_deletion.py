"""Messages that are deleted while others look: tombstones, undo, and where the keyboard is afterwards."""

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor

TOMBSTONE = "This message was deleted."


async def open_menu(visitor: Visitor, row: Locator) -> None:
    """By the mouse: "More" lies over the row that one points at."""
    await row.hover()
    await row.get_by_role("button", name="More").click()


async def delete(visitor: Visitor, row: Locator) -> None:
    await open_menu(visitor, row)
    await visitor.page.get_by_role("menuitem", name="Delete").click()


async def test_both_see_a_tombstone_at_once_and_who_deleted_it_has_it_back(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Tombstone yard")
    await bob.join(slug)
    await bob.send("said too soon")
    await alice.sees("said too soon")

    await delete(bob, bob.row("said too soon"))
    for visitor in (alice, bob):
        await expect(visitor.rows).to_contain_text([TOMBSTONE])
        assert "said too soon" not in await visitor.page.content()
        await visitor.compare_with_fresh_view()
    await expect(alice.page.get_by_role("button", name="Undo")).to_be_hidden()
    await bob.page.get_by_role("button", name="Undo").click()

    for visitor in (alice, bob):
        await visitor.sees("said too soon")
        await expect(visitor.page.get_by_text(TOMBSTONE)).to_have_count(0)
