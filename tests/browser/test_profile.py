"""A person's own profile, and how the others see it."""

from playwright.async_api import expect

from tests.browser.people import SignUp


async def test_the_others_see_a_new_name_at_once(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Berths")
    await alice.send("Here I am.")
    await bob.join(slug)
    await alice.page.get_by_role("button", name="Account").click()
    await alice.page.get_by_role("menuitem", name="Profile").click()

    await alice.page.get_by_role("textbox", name="Display name", exact=True).fill("Alice von der Mole")
    await alice.page.get_by_role("button", name="Save").click()

    await expect(alice.page.get_by_text("Saved. Everybody sees it now.")).to_be_visible()
    await expect(alice.page.locator(".account-name")).to_have_text("Alice von der Mole")
    await bob.sees_offline("Alice von der Mole", timeout_seconds=15)
    await expect(bob.rows.get_by_role("heading", name="Alice von der Mole")).to_be_visible()


async def test_a_name_that_cannot_be_is_refused_at_its_field(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.page.goto("/profile")

    await alice.page.get_by_role("textbox", name="Display name", exact=True).fill("x" * 51)
    await alice.page.get_by_role("button", name="Save").click()

    await expect(alice.page.get_by_text("A name has at most 50 characters.")).to_be_visible()


async def test_sign_in_and_security_open_in_the_same_tab(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.page.goto("/profile")

    await alice.page.get_by_role("link", name="Sign-in and security").click()

    await expect(alice.page.get_by_role("heading", name="Sign-in and security")).to_be_visible()
    await alice.page.go_back()
    await expect(alice.page.get_by_role("textbox", name="About", exact=True)).to_be_visible()
