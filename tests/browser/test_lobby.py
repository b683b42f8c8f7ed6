"""The lobby in two browsers: what one does to a room the other sees within a second."""

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor

WITHIN_MILLISECONDS = 1_000


def card(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("article", name=name, exact=True)


async def edit(visitor: Visitor, **fields: str | bool) -> None:
    """Change a room in its dialog."""
    await visitor.choose("Edit room")
    dialog = visitor.page.get_by_role("dialog")
    for label, value in fields.items():
        if isinstance(value, str):
            await dialog.get_by_label(label).fill(value)
        else:
            await dialog.get_by_role("switch", name=label, checked=not value).click()
            await expect(dialog.get_by_role("switch", name=label, checked=value)).to_be_visible()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_hidden()


async def test_rooms_come_change_and_go_as_somebody_watches(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.open_lobby()

    await alice.make_room("Regatta")
    await expect(card(bob, "Regatta")).to_be_visible(timeout=WITHIN_MILLISECONDS)
    await expect(card(bob, "Regatta")).to_contain_text("1 member · 1 online", timeout=WITHIN_MILLISECONDS)

    await edit(alice, Name="Regatta 2026", Description="Boats and cake")
    await expect(card(bob, "Regatta 2026")).to_contain_text("Boats and cake", timeout=WITHIN_MILLISECONDS)
    await expect(card(bob, "Regatta")).to_have_count(0)

    await card(bob, "Regatta 2026").get_by_role("button", name="Join").click()
    await expect(card(bob, "Regatta 2026")).to_contain_text("2 members")
    await expect(alice.page.locator(".room-counts")).to_have_text("2 members · 1 online", timeout=WITHIN_MILLISECONDS)
    await expect(card(bob, "Regatta 2026").get_by_role("button", name="Join")).to_be_hidden()
    await expect(bob.page.locator(".sidebar-rooms").get_by_role("link", name="Regatta 2026")).to_be_visible()

    await alice.send("hello")
    await alice.sees("hello")
    await expect(card(bob, "Regatta 2026")).to_contain_text("2 members · 1 online · ", timeout=WITHIN_MILLISECONDS)

    await alice.choose("Delete room")
    await alice.page.get_by_role("dialog").get_by_label("Name").fill("Regatta 2026")
    await alice.page.get_by_role("button", name="Delete room").click()
    await expect(alice.page.locator(".cards")).to_be_attached()
    await expect(card(bob, "Regatta 2026")).to_have_count(0, timeout=WITHIN_MILLISECONDS)


async def test_a_room_made_private_goes_from_the_others_and_comes_back(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.open_lobby()
    await alice.make_room("Hideaway")
    await expect(card(bob, "Hideaway")).to_be_visible()

    await edit(alice, Private=True)
    await expect(card(bob, "Hideaway")).to_have_count(0, timeout=WITHIN_MILLISECONDS)
    await edit(alice, Private=False)

    await expect(card(bob, "Hideaway")).to_be_visible(timeout=WITHIN_MILLISECONDS)


async def test_a_card_keeps_the_focus_and_a_press_while_its_counts_change(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await alice.make_room("Regatta")
    await bob.open_lobby()
    link = card(bob, "Regatta").get_by_role("link")
    await expect(card(bob, "Regatta")).to_contain_text("1 online")
    await link.hover()
    await bob.page.mouse.down()

    await alice.open_lobby()
    await expect(card(bob, "Regatta")).not_to_contain_text("online")
    await expect(link).to_be_focused()
    await bob.page.mouse.up()

    await expect(bob.page.get_by_role("heading", name="Regatta", level=1)).to_be_visible()


async def test_a_card_leads_into_its_room(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await alice.make_room("Boathouse")
    await bob.open_lobby()

    await bob.walk_in("Boathouse")

    await expect(bob.page).to_have_title("Boathouse · livechat")
    await alice.sees_online("alice", "bob")
    await bob.page.go_back()
    await expect(card(bob, "Boathouse")).to_be_visible()
    await expect(bob.page).to_have_title("livechat")


async def test_a_wrong_name_keeps_what_was_typed_and_says_why(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_lobby()
    await alice.page.get_by_role("button", name="New room").click()
    dialog = alice.page.get_by_role("dialog")
    await dialog.get_by_label("Description").fill("Without a name")

    await dialog.get_by_role("button", name="Create room").click()

    await expect(dialog).to_contain_text("Give the room a name.")
    await expect(dialog.get_by_label("Description")).to_have_value("Without a name")
