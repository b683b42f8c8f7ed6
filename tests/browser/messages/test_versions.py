"""What a message said before, beside what it says now."""

from playwright.async_api import expect

from tests.browser.people import SignUp


async def test_members_see_earlier_versions_and_readers_do_not(sign_up: SignUp) -> None:
    alice, bob, eve = await sign_up("alice"), await sign_up("bob"), await sign_up("eve")
    slug = await alice.make_room("Version yard")
    await bob.join(slug)
    await eve.open_room(slug)
    await alice.send("we meet at noon")
    await alice.sees("we meet at noon")
    await alice.composer.press("ArrowUp")
    await expect(alice.composer).to_have_value("we meet at noon")
    await alice.composer.fill("we eat at noon <b>sharp</b>")
    await alice.composer.press("Enter")
    await bob.sees("we eat at noon")
    await expect(eve.row("we eat at noon")).to_contain_text("edited")
    await expect(eve.page.get_by_role("button", name="edited")).to_have_count(0)

    edited = bob.page.get_by_role("button", name="edited")
    await edited.focus()
    await bob.page.keyboard.press("Enter")
    dialog = bob.page.get_by_role("dialog", name="Earlier versions")
    await expect(dialog.get_by_role("listitem")).to_have_count(2)
    await expect(dialog.locator("del")).to_have_text("meet")
    await expect(dialog.locator("ins")).to_have_text(["eat", " <b>sharp</b>"])
    await dialog.get_by_role("button", name="Close").click()

    await expect(dialog).to_be_hidden()
    await expect(edited).to_be_focused()
