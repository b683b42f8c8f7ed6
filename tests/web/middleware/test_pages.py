"""What makes a page object and what does not, with NiceGUI's pages behind the middleware."""

import asyncio
import logging
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from nicegui import Client, __version__, app, ui
from nicegui.testing import user_simulation
from starlette.requests import empty_send

from livechat.chat import Chat
from livechat.internals.clients.open_clients import ANSWERING, give_id, let_go_of_connection, open_clients
from livechat.web.application import plain_routes
from livechat.web.middleware import pages
from livechat.web.nicegui.open_pages import PAGES_AT_ONCE, PAGES_PER_SECOND
from livechat.web.nicegui.page_ids import PageIds
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.web.conftest import browser_on, middleware_around, register

PARTS = f"/_nicegui/{__version__}/"
NOTHING_THERE = (
    *("x", "", "static", "static/", "static/x", "libraries/x", "components/x.js", "resources/x", "resources/x/y"),
    *(
        "esm/x",
        "esm/x/y",
        "dynamic_resources/",
        "dynamic_resources/x",
        "dynamic_resources/x/y",
        "../x",
        "static/../../x",
    ),
)


@pytest.fixture
async def site(chat: Chat) -> AsyncIterator[FastAPI]:
    """NiceGUI behind the whole web, with a page for everything that no other one is for."""
    async with user_simulation():

        @ui.page("/{_:path}")
        def any_page(request: Request) -> None:
            give_id(ui.context.client, request.state.page_id)

        @ui.page("/redirects")
        def redirects() -> Response:
            return RedirectResponse("/elsewhere")

        @ui.page("/fails")
        def fails() -> None:
            raise RuntimeError("a page that cannot be built")

        app.router.routes.append(app.router.routes.pop(_index_of("/{_:path}")))
        site = FastAPI(middleware=middleware_around(chat))
        site.router.routes.extend(plain_routes(chat))
        site.mount("/", app)
        yield site


def _index_of(path: str) -> int:
    return next(n for n, route in enumerate(app.router.routes) if getattr(route, "path", "") == path)


@pytest.fixture
async def stranger(site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_on(site) as stranger:
        yield stranger


@pytest.fixture
async def alice(stranger: httpx.AsyncClient) -> httpx.AsyncClient:
    assert (await register(stranger)).status_code == 303
    return stranger


async def test_a_page_that_is_shown_stays_under_an_id_that_proves_whose_it_is(
    alice: httpx.AsyncClient, chat: Chat
) -> None:
    answer = await alice.get("/rooms/quay")

    (client,) = open_clients()
    assert answer.status_code == 200
    assert client.id in answer.text
    assert PageIds(chat.settings.secret).is_of(client.id, client.request.state.session.id)


async def test_a_page_that_is_shown_keeps_no_way_out_and_no_cookie(
    alice: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: set[str] = set()

    def note(client: Client) -> None:
        before.update(client.request.scope)
        let_go_of_connection(client)

    monkeypatch.setattr(pages, "let_go_of_connection", note)
    await alice.get("/rooms/quay")

    (client,) = open_clients()
    assert before >= ANSWERING, "FastAPI keeps what answers elsewhere now: see livechat/internals/clients/open_clients"
    assert not client.request.scope.keys() & ANSWERING
    assert [name for name, _ in client.request.scope["headers"]] == [b"host"]
    assert client.request._send is empty_send


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
async def test_no_stranger_makes_a_page_by_asking_for_a_part_of_one(stranger: httpx.AsyncClient, method: str) -> None:
    for path in NOTHING_THERE:
        answer = await stranger.request(method, PARTS + path)

        assert answer.status_code in (303, 401, 404, 405), path
        assert open_clients() == (), path


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
async def test_nor_does_a_member(alice: httpx.AsyncClient, method: str) -> None:
    for path in (*NOTHING_THERE, "../client/x/upload/1"):
        await alice.request(method, PARTS + path)

        assert open_clients() == (), path


async def test_the_parts_of_pages_are_there_for_everybody(stranger: httpx.AsyncClient) -> None:
    for path in ("static/nicegui.js", "static/nicegui.css", "static/quasar.umd.prod.js"):
        assert (await stranger.get(PARTS + path)).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
async def test_no_stranger_makes_a_page(stranger: httpx.AsyncClient, method: str) -> None:
    for path in ("/", "/rooms/quay", "/nothing", "/redirects", "/fails", "/api/v1/rooms"):
        await stranger.request(method, path)

        assert open_clients() == (), path


async def test_a_redirect_leaves_no_page(alice: httpx.AsyncClient) -> None:
    assert (await alice.get("/redirects")).status_code == 307
    assert open_clients() == ()


async def test_of_a_page_that_fails_only_the_words_about_it_stay(
    alice: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("nicegui"), "disabled", True)  # its traceback is no failure here
    with pytest.raises(RuntimeError, match="cannot be built"):
        await alice.get("/fails")

    (client,) = open_clients()
    assert client.page.path == "", "the page that failed has a path"


async def test_a_look_at_the_head_makes_no_page(alice: httpx.AsyncClient) -> None:
    answer = await alice.head("/rooms/quay")

    assert (answer.status_code, answer.text) == (200, "")
    assert open_clients() == ()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Dest": "image"}, {"NiceGUI-Check": "try_reconnect"}])
async def test_what_is_not_asked_for_as_a_page_is_no_page(alice: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await alice.get("/rooms/quay", headers=headers)).status_code == 404
    assert open_clients() == ()


async def test_who_asks_too_often_is_told_when_to_ask_again(
    alice: httpx.AsyncClient, chat: Chat, clock: FakeClock
) -> None:
    for _ in range(chat.settings.page_fetches_per_minute):
        assert (await alice.get("/")).status_code == 200
        await clock.advance(1 / PAGES_PER_SECOND)
    answer = await alice.get("/")

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "54"
    assert "You have opened very many pages. Try again in 54 s." in answer.text
    assert len(open_clients()) == chat.settings.open_pages_per_person


async def test_whoever_asks_for_many_pages_at_once_gets_them_one_after_the_other(
    alice: httpx.AsyncClient, chat: Chat, clock: FakeClock
) -> None:
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(alice.get("/")) for _ in range(PAGES_AT_ONCE + 2)]
        await eventually(lambda: sum(task.done() for task in asked) == PAGES_AT_ONCE)
        await clock.advance(1 / PAGES_PER_SECOND)
        await eventually(lambda: sum(task.done() for task in asked) == PAGES_AT_ONCE + 1)
        await clock.advance(1 / PAGES_PER_SECOND)

    assert [task.result().status_code for task in asked] == [200] * (PAGES_AT_ONCE + 2)
