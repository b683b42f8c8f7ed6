"""How tests find and use a page's own elements."""

from nicegui import ui
from nicegui.element import Element
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from tests.fakes import settle


def field(page: User, label: str) -> ui.input:
    """The field with that accessible name."""
    return next(found for found in page.find(kind=ui.input).elements if found.props["aria-label"] == label)


def element(page: User, name: str) -> Element:
    """The element with that id in the browser."""
    assert page.client is not None
    return next(found for found in page.client.layout.descendants() if found.props.get("id") == name)


def element_named(page: User, label: str) -> Element:
    """The element with that accessible name."""
    assert page.client is not None
    return next(found for found in page.client.layout.descendants() if found.props.get("aria-label") == label)


def menu_item(page: User, label: str) -> Element:
    """The entry of the open menu with those words."""
    items = page.find(kind=ui.menu_item).elements
    return next(item for item in items if label in [getattr(part, "text", "") for part in item.descendants()])


async def press(page: User, name: str, command: str) -> None:
    """Press a button in shared markup that commands an element of the page."""
    await trigger(page, element(page, name), "command", {"command": command})


async def trigger(page: User, target: Element, event: str, args: object) -> None:
    """What the page hears from the browser about an element."""
    UserInteraction(page, {target}, None).trigger(event, args)
    await settle()


def title_of(page: User) -> str:
    assert page.client is not None
    return page.client.title or ""


def around_field(field: Element) -> Element:
    """The element around a composer's field, which hears its keys."""
    assert field.parent_slot is not None
    return field.parent_slot.parent
