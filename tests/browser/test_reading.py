"""What is unread: counted, shown and read, at several devices at once."""

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor


def link_of(visitor: Visitor, room: str) -> Locator:
    """The room's link in the sidebar."""
    return visitor.page.get_by_role("navigation", name="Rooms").get_by_role("link", name=room)


async def counts(visitor: Visitor, room: str, unread: int) -> None:
    """Wait until the sidebar says so many unread messages of the room."""
    name = f"{room}, {unread} unread" if unread else room
    link = visitor.page.get_by_role("navigation", name="Rooms").get_by_role("link", name=name, exact=True)
    await expect(link).to_have_count(1)


async def test_what_is_unread_is_counted_on_every_tab_and_read_on_one_it_is_read_on_all(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Reading pier")
    await bob.join(slug)
    await alice.open_lobby()
    second = await alice.new_tab()
    await second.open_lobby()

    for number in range(3):
        await bob.send(f"news {number}")
    await counts(alice, "Reading pier", 3)
    await counts(second, "Reading pier", 3)
    await counts(bob, "Reading pier", 0)

    await alice.walk_to("Reading pier")
    await expect(alice.page.get_by_role("separator", name="New messages")).to_have_count(1)
    await counts(alice, "Reading pier", 0)
    await counts(second, "Reading pier", 0)
