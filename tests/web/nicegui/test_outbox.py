"""The contract of livechat/web/nicegui/outbox.py with NiceGUI's outbox, and what it does instead."""

import asyncio
import hashlib
import inspect
from typing import cast

import pytest
from nicegui import Client, core
from nicegui.outbox import Message, Outbox

from livechat.web.nicegui.outbox import QuietOutbox
from tests.fakes import settle

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
    """When this fails, compare `nicegui/outbox.py` with `QuietOutbox` and then renew the digest."""
    assert hashlib.sha256(inspect.getsource(Outbox).encode()).hexdigest() == KNOWN_OUTBOX


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
