"""The contract of livechat/internals/textarea.py with NiceGUI. That the browser obeys stands in tests/browser."""

from typing import Any

from nicegui import Client, ui
from nicegui.element import Element

from livechat.internals.textarea import BareTextarea
from tests.internals.contract import relies_on

WHERE = "livechat/internals/textarea.py"


def told(client: Client) -> list[Any]:
    """What the browser is about to be told: updates and messages."""
    return [*client.outbox.updates.values(), *client.outbox.messages]


def emptied(client: Client) -> None:
    client.outbox.updates.clear()
    client.outbox.messages.clear()


async def test_a_write_is_one_update_that_calls_the_components_method(client: Client) -> None:
    with client:
        field = BareTextarea("before")
    emptied(client)

    field.write("after")

    assert told(client) == [field]
    described = field._to_dict()
    assert described["props"]["value"] == field.written == "after"
    assert described["update_method"] == "updateValue", f"elements name that method otherwise: see {WHERE}"


async def test_a_write_of_the_same_value_is_a_write(client: Client) -> None:
    with client:
        field = BareTextarea("same")
    emptied(client)

    field.write("same")

    assert told(client) == [field]


async def test_it_is_drawn_by_niceguis_own_component(client: Client) -> None:
    with client:
        field, theirs = BareTextarea("text"), ui.textarea(value="text")

    assert field.component is not None
    assert theirs.component is not None
    assert field.component.key == theirs.component.key
    for element in (field, theirs):
        described = element._to_dict()["props"]
        assert {name: described[name] for name in ("value", "type", "for")} == {
            "value": "text",
            "type": "textarea",
            "for": element.html_id,
        }, f"NiceGUI's own textarea has other props: see {WHERE}"


def test_the_component_has_the_method_and_the_value_that_are_asked_for() -> None:
    assert ui.textarea.component is not None
    source = ui.textarea.component.path.read_text()

    for name in ("updateValue()", "inputValue"):
        assert name in source, f"NiceGUI's input component has no {name} any more: see {WHERE}"
    relies_on(Element, "get_computed_prop", "self", "prop_name", "timeout", where=WHERE)
