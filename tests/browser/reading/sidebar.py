"""What people see of their rooms in the sidebar."""

import re

from playwright.async_api import Locator, expect

from tests.browser.people import Visitor


def link_of(visitor: Visitor, room: str, unread: int) -> Locator:
    """The room's link, when it is called so; behind that it may say that there is a draft."""
    name = re.compile(rf"^{room}, {unread} unread\b" if unread else rf"^{room}(?!, [0-9])")
    return visitor.page.get_by_role("navigation", name="Rooms").get_by_role("link", name=name)


async def counts(visitor: Visitor, room: str, unread: int) -> None:
    """Wait until the sidebar says so many unread messages of the room."""
    await expect(link_of(visitor, room, unread)).to_have_count(1)


def new_messages(visitor: Visitor) -> Locator:
    """The line where one stopped."""
    return visitor.page.get_by_role("separator", name="New messages")
