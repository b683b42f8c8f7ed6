"""The contract of livechat/internals/shared_children.py with NiceGUI; for the browser see tests/browser."""

import pytest
from nicegui import Client
from nicegui.element import Element

from livechat.internals.shared_children import SharedChildren
from tests.internals.contract import relies_on


def test_nicegui_describes_elements_by_that_method() -> None:
    relies_on(Element, "_to_dict", "self", where="livechat/internals/shared_children.py")


@pytest.mark.parametrize("own", [0, 2])
async def test_its_own_children_stand_between_foreign_ones(client: Client, own: int) -> None:
    with client, SharedChildren("div", before=("head",), after=("feed", "people")) as place:
        children = [Element("i") for _ in range(own)]

    assert place._to_dict()["children"] == ["head", *(child.id for child in children), "feed", "people"]


async def test_what_else_it_is_stays_as_it_is(client: Client) -> None:
    with client:
        place, plain = SharedChildren("section", after=("feed",)), Element("section")
    for element in (place, plain):
        element.classes("room").props("id=room")

    described = place._to_dict()
    assert described.pop("children") == ["feed"]
    assert described == plain._to_dict()
