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


async def test_both_see_a_tombstone_at_once_and_by_its_link_and_who_deleted_it_has_it_back(sign_up: SignUp) -> None:
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
    number = str(await alice.rows.last.get_attribute("id")).removeprefix("m")
    await alice.page.goto(f"/rooms/{slug}?m={number}")
    await expect(alice.page.locator(f"#m{number}")).to_contain_text(TOMBSTONE)
    await bob.page.get_by_role("button", name="Undo").click()

    for visitor in (alice, bob):
        await visitor.sees("said too soon")
        await expect(visitor.page.get_by_text(TOMBSTONE)).to_have_count(0)


async def test_by_the_keyboard_one_deletes_and_undoes_and_keeps_ones_place(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Keyboard yard")
    for text in ("before it", "a slip", "after it"):
        await alice.send(text)
        await alice.sees(text)
    row, keys = alice.rows.nth(1), alice.page.keyboard

    await row.focus()
    await row.get_by_role("button", name="More").focus()
    await keys.press("Enter")
    await expect(alice.page.get_by_role("menuitem", name="Delete")).to_be_visible()
    await alice.page.get_by_role("menuitem", name="Delete").focus()
    await keys.press("Enter")
    await expect(row).to_contain_text(TOMBSTONE)
    await expect(row).to_be_focused()
    await keys.press("Tab")
    if await row.locator("a:focus").count():  # the message's own link may come first
        await keys.press("Tab")
    await expect(row.get_by_role("button", name="Undo")).to_be_focused()
    await keys.press("Enter")

    await expect(row).to_contain_text("a slip")
    await expect(row).to_be_focused()


async def test_a_rooms_administrator_is_asked_before_anothers_message_goes(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Moderated yard")
    await bob.join(slug)
    await bob.send("not for here")
    await alice.send("hers")
    await bob.sees("hers")

    await delete(alice, alice.row("not for here"))
    dialog = alice.page.get_by_role("dialog", name="Delete message")
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(dialog).to_be_hidden()
    await alice.sees("not for here")
    await delete(alice, alice.row("not for here"))
    await dialog.get_by_role("button", name="Delete").click()

    await expect(bob.rows.first).to_contain_text(TOMBSTONE)
    await expect(alice.rows.first).to_be_focused()
    await expect(bob.page.get_by_role("button", name="Undo")).to_be_hidden()
    await open_menu(bob, bob.row("hers"))
    await expect(bob.page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    await expect(bob.page.get_by_role("menuitem", name="Delete")).to_have_count(0)
