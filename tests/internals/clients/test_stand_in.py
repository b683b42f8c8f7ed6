"""The contract of livechat/internals/clients/stand_in.py with NiceGUI's client and its outbox."""

import asyncio
from typing import Any

import pytest
from nicegui import Client, ui
from nicegui.functions.navigate import Navigate
from nicegui.outbox import Outbox

from livechat.internals.clients.field_tag import TAG_ID
from livechat.internals.clients.open_clients import find_client, scope_of
from livechat.internals.clients.stand_in import StandIn
from tests.fakes import settle
from tests.internals.contract import relies_on

WHERE = "livechat/internals/clients/stand_in.py"
HEARD = 7  # messages that the page has had from the client that is gone


@pytest.fixture
async def stand_in(client: Client) -> StandIn:
    """In the place of a page, and its socket has come."""
    scope = {**client.request.scope, "type": "websocket", "state": {"session": "alice's"}}
    stand_in = StandIn("the page", scope, HEARD)
    assert stand_in.accept_handshake("socket", "tab", None)
    await stand_in.handle_handshake("socket", "tab", None, "document", str(HEARD))
    return stand_in


def asked(client: Client) -> list[str]:
    """The code that the browser is asked to run."""
    sent = [message for _, _, message in client.outbox.message_history]
    return [data["code"] for _, kind, data in (*sent, *client.outbox.messages) if kind == "run_javascript"]


async def test_it_has_the_pages_id_and_belongs_to_the_session_of_its_socket(stand_in: StandIn) -> None:
    assert find_client("the page") is stand_in
    scope = scope_of(stand_in)
    assert scope is not None
    assert scope["state"] == {"session": "alice's"}


async def test_it_says_nothing_that_would_wipe_the_page(stand_in: StandIn) -> None:
    relies_on(Outbox, "try_rewind", "self", "target_message_id", where=WHERE)

    assert not stand_in.outbox.updates, f"a new client says something by another way now: see {WHERE}"
    assert not stand_in.outbox.messages, f"a new client asks for a reload: see {WHERE}"
    assert stand_in.outbox.next_message_id == HEARD


async def test_it_hears_elements_that_only_the_browser_has(stand_in: StandIn) -> None:
    relies_on(Client, "handle_event", "self", "msg", where=WHERE)
    heard: list[tuple[int, Any]] = []
    stand_in.on_heard = lambda *said: heard.append(said)

    stand_in.handle_event({"id": 35, "listener_id": "x", "args": ['"text"']})
    stand_in.handle_event({"id": 35, "listener_id": "y", "args": ['{"keyCode":13}']})
    stand_in.handle_event({"id": 36, "listener_id": "z"})

    assert heard == [(35, "text"), (35, {"keyCode": 13}), (36, [])]


async def test_it_asks_by_the_ids_that_the_browser_knows_and_still_says_nothing(stand_in: StandIn) -> None:
    tag = asyncio.create_task(stand_in.ask_tag(within_seconds=0.01))
    field = asyncio.create_task(stand_in.ask_field(35, within_seconds=0.01))
    await settle()

    assert [f"getComputedProp({TAG_ID}, " in code for code in asked(stand_in)] == [True, False]
    assert "getComputedProp(35, " in asked(stand_in)[1]
    assert not stand_in.outbox.updates
    for question in (tag, field):
        with pytest.raises(TimeoutError):
            await question


async def test_it_has_the_page_loaded_anew(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "navigate", Navigate())  # in the place of the simulated user's
    stand_in.reload()
    await settle()

    assert asked(stand_in) == ["history.go(0)"]
