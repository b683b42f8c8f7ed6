"""The contract of livechat/internals/disposable_element.py with NiceGUI: whatever ends an element tells it."""

import pytest
from nicegui import Client
from nicegui.element import Element

from livechat.internals.disposable_element import DisposableElement
from tests.internals.contract import relies_on


class Field(DisposableElement):
    """Counts its ends, and the elements that it still has then."""

    def __init__(self) -> None:
        super().__init__("div")
        self.ends: list[int] = []
        with self:
            Element("span")

    def dispose(self) -> None:
        self.ends.append(len(self.default_slot.children))


def test_nicegui_tells_an_element_of_its_end_by_that_method() -> None:
    relies_on(Element, "_handle_delete", "self", where="livechat/internals/disposable_element.py")


@pytest.mark.parametrize("way", ["deleted", "with its parent", "cleared away", "with its page"])
async def test_an_element_hears_once_of_its_end(client: Client, way: str) -> None:
    with client, Element("div") as parent:
        field = Field()

    match way:
        case "deleted":
            field.delete()
        case "with its parent":
            parent.delete()
        case "cleared away":
            parent.clear()
        case _:
            client.delete()

    assert field.ends == [1]
    assert field.is_deleted
    assert not field.default_slot.children
