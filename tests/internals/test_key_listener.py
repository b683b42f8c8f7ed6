"""A listener that comes to listen for another key is the same listener to the browser."""

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments
from nicegui.testing import User, user_simulation

from livechat.internals.key_listener import KeyListener


def heard(_: GenericEventArguments) -> None:
    """Whatever it is."""


async def test_the_browser_is_told_of_another_key_under_the_same_id() -> None:
    made: list[tuple[Element, KeyListener]] = []

    def root() -> None:
        around = Element("div")
        made.append((around, KeyListener(around, "keydown.enter.exact.prevent", heard, ["keyCode"])))
        ui.label("There")

    async with user_simulation(root) as page:
        assert isinstance(page, User)
        await page.open("/")
        around, listener = made[0]
        (before,) = around._to_dict()["events"]
        listener.listen_for("keydown.ctrl.enter.exact.prevent")
        (after,) = around._to_dict()["events"]

    assert (before["keys"], before["modifiers"]) == (["enter"], ["exact", "prevent"])
    assert (after["keys"], after["modifiers"]) == (["enter"], ["ctrl", "exact", "prevent"])
    assert after["listener_id"] == before["listener_id"]
