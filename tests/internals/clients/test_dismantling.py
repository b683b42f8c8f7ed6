"""The contract of livechat/internals/clients/dismantling.py with NiceGUI's pages and what changes in their elements."""

import gc
import weakref
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest
from nicegui import Client, ui
from nicegui.page import page
from nicegui.testing import user_simulation

from livechat.internals.clients import dismantling
from livechat.internals.clients.dismantling import dismantle_what_is_deleted
from tests.fakes import settle
from tests.internals.contract import relies_on

WHERE = "livechat/internals/clients/dismantling.py"


@pytest.fixture(autouse=True)
async def nicegui() -> AsyncIterator[None]:
    async with user_simulation():
        yield


@pytest.fixture(autouse=True)
def no_collections() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_nicegui_tells_an_element_of_its_end_by_that_method() -> None:
    relies_on(dismantling, "handle_delete_as_nicegui_does", "self", where=WHERE)


def deleted_page() -> dict[str, weakref.ref[object]]:
    """What is left of one whose handlers know it, as those of pages do."""
    client = Client(page(""))
    with client, ui.row():
        label = ui.label("Harbour")
    label.on("click", partial(label.set_text, "Quay"))
    client.on_connect(lambda: client.id)
    client.on_disconnect(lambda: client.id)
    client.on_delete(lambda: client.id)
    parts = {"page": client, "label": label, "props": label.props, "classes": label.classes, "style": label.style}
    client.delete()
    return {name: weakref.ref(part) for name, part in parts.items()}


async def test_a_deleted_page_is_free_without_a_collection() -> None:
    dismantle_what_is_deleted()

    left = deleted_page()
    await settle()

    stays = [name for name, part in left.items() if part() is not None]
    assert not stays, f"something else refers back to a deleted page now: read NiceGUI's and mend {WHERE}"


async def test_a_deleted_element_is_free_while_its_page_is_open() -> None:
    dismantle_what_is_deleted()
    client = Client(page(""))
    with client:
        label = ui.label("Harbour")
    label.on("click", partial(label.set_text, "Quay"))
    parts = [weakref.ref(part) for part in (label, label.props, label.classes, label.style)]

    label.delete()
    client.outbox.updates.clear()
    client.outbox.messages.clear()
    del label

    assert [part() for part in parts] == [None] * len(parts)


async def test_the_handlers_of_the_deletion_are_all_called() -> None:
    dismantle_what_is_deleted()
    heard: list[int] = []
    client = Client(page(""))
    client.on_delete(lambda: heard.append(1))
    client.on_delete(lambda: heard.append(2))

    client.delete()
    await settle()

    assert heard == [1, 2]
