"""The contract of livechat/internals/outbox.py with NiceGUI's outbox, and what it does instead."""

import asyncio
import hashlib
import inspect
from typing import Any, cast

import pytest
from nicegui import Client, core, ui
from nicegui import client as client_module
from nicegui.element import Element
from nicegui.outbox import Message, Outbox
from nicegui.testing import user_simulation

from livechat.internals.outbox import QuietOutbox, quieten_outboxes
from tests.eventually import eventually
from tests.fakes import settle
from tests.internals.contract import relies_on

KNOWN_OUTBOX = "56e59c8fce3c0b1e4ea0d71dc8e5aaa97475979c324e39d10de4bbabc52489e7"


class Page:
    """As much of a client as an outbox asks for."""

    id = "page"
    has_socket_connection = True

    def check_existence(self) -> None:
        pass


class RecordedOutbox(QuietOutbox):
    """Keeps what it sends; `gate` holds it up."""

    def __init__(self, page: Page) -> None:
        super().__init__(cast(Client, page))
        self.sent: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def _emit(self, message: Message) -> None:
        await self.gate.wait()
        self.sent.append(message[1])


@pytest.fixture
async def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(core, "loop", asyncio.get_running_loop())
    return Page()


def outbox_tasks() -> list[str]:
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("outbox")]


def test_the_outbox_of_this_nicegui_is_the_one_that_was_read() -> None:
    digest = hashlib.sha256(inspect.getsource(Outbox).encode()).hexdigest()

    assert digest == KNOWN_OUTBOX, "compare nicegui/outbox.py with livechat/internals/outbox.py, then renew the digest"


def test_an_element_says_what_it_is_by_that_method() -> None:
    relies_on(Element, "_to_dict", "self", where="livechat/internals/outbox.py")


async def test_what_is_enqueued_is_sent_in_its_order(page: Page) -> None:
    outbox = RecordedOutbox(page)

    for name in ("first", "second", "third"):
        outbox.enqueue_message(name, {}, page.id)
    await settle()

    assert outbox.sent == ["first", "second", "third"]


async def test_nothing_runs_while_there_is_nothing_to_send(page: Page) -> None:
    outbox = RecordedOutbox(page)

    outbox.enqueue_message("first", {}, page.id)
    await settle()

    assert outbox.sent == ["first"]
    assert outbox_tasks() == []


async def test_what_is_enqueued_meanwhile_follows(page: Page) -> None:
    outbox = RecordedOutbox(page)
    outbox.gate.clear()
    outbox.enqueue_message("first", {}, page.id)
    await settle()

    outbox.enqueue_message("second", {}, page.id)
    outbox.gate.set()
    await settle()

    assert outbox.sent == ["first", "second"]


async def test_a_page_without_a_socket_gets_it_when_it_has_one(page: Page) -> None:
    outbox = RecordedOutbox(page)
    page.has_socket_connection = False
    outbox.enqueue_message("first", {}, page.id)
    await settle()
    assert outbox.sent == []

    page.has_socket_connection = True
    outbox.wake()
    await settle()

    assert outbox.sent == ["first"]


async def test_a_stopped_outbox_sends_no_more(page: Page) -> None:
    outbox = RecordedOutbox(page)

    outbox.stop()
    outbox.enqueue_message("late", {}, page.id)
    await settle()

    assert outbox.sent == []


async def sent_by(outbox_class: type[Outbox], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """All that a page with such an outbox is told when elements come, change and go."""
    sent: list[tuple[str, Any]] = []

    async def emit(_: Outbox, message: Message) -> None:
        name, data = message[1:]
        sent.append((name, data if name != "update" else {key: data[key] and data[key]["tag"] for key in data}))

    monkeypatch.setattr(outbox_class, "_emit", emit)
    monkeypatch.setattr(client_module, "Outbox", outbox_class)
    async with user_simulation(lambda: None) as user:
        client = await user.open("/")
        assert type(client.outbox) is outbox_class, "NiceGUI makes its outboxes by another name now"
        await said(client)
        sent.clear()
        with client:
            label, _ = ui.label("here"), ui.textarea()
            await said(client)
            label.text = "changed"
            client.open("/elsewhere")
            await said(client)
            label.delete()
            ui.textarea()
            await said(client)
    return sent


async def said(client: Client) -> None:
    """Wait until nothing is left to send."""
    await eventually(lambda: not client.outbox.updates and not client.outbox.messages)
    await settle()


async def test_a_page_is_told_what_niceguis_own_outbox_would_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, ours = await sent_by(Outbox, monkeypatch), await sent_by(QuietOutbox, monkeypatch)

    assert ours == theirs
    assert [name for name, _ in ours] == ["load_js_components", "update", "update", "open", "update"]
    assert None in ours[-1][1].values()


async def test_a_new_page_has_such_an_outbox_which_its_socket_wakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "Outbox", Outbox)

    async with user_simulation(lambda: ui.context.client.open("/elsewhere")) as user:
        quieten_outboxes()
        client = await user.open("/")
        await settle()

        assert isinstance(client.outbox, QuietOutbox)
        assert not client.outbox.messages
