"""What the guards of the sockets let through, with NiceGUI, Socket.IO and uvicorn behind them, over real sockets."""

import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing, suppress
from itertools import count

import httpx
import pytest
import pytest_asyncio
from websockets.exceptions import ConnectionClosed, InvalidStatus

from livechat.web.login.cookies import SESSION
from livechat.web.nicegui.page_ids import PageIds
from livechat.web.sockets.guard import REFUSAL
from tests.eventually import eventually
from tests.people import PASSWORD
from tests.server import Server
from tests.web.conftest import register
from tests.web.small_site import running_site
from tests.web.sockets.open_page import OpenPage

_numbers = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    async with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


class Person:
    """Somebody with a browser and a page in it."""

    def __init__(self, browser: httpx.AsyncClient, page: OpenPage, name: str, user_id: str) -> None:
        self.browser = browser
        self.page = page
        self.name = name
        self.user_id = user_id

    async def clicks(self) -> int:
        return (await self.page.clicks()).get(self.user_id, 0)

    async def has_clicked(self, times: int) -> None:
        """That many clicks arrive."""

        async def has() -> bool:
            return await self.clicks() == times

        await eventually(has)


@pytest.fixture
async def come_in(site: Server) -> AsyncIterator[Callable[[], object]]:
    async with AsyncExitStack() as stack:

        async def come_in() -> Person:
            number = next(_numbers)
            browser = await stack.enter_async_context(httpx.AsyncClient(base_url=site.origin))
            assert (await register(browser, f"person{number}")).status_code == 303
            page = await OpenPage.of(browser)
            stack.push_async_callback(page.close)
            return Person(browser, page, f"person{number}", str(number))

        yield come_in


@pytest.fixture
async def alice(come_in: Callable[[], object]) -> Person:
    return await come_in()  # type: ignore[misc, no-any-return]


@pytest.fixture
async def mallory(come_in: Callable[[], object]) -> Person:
    return await come_in()  # type: ignore[misc, no-any-return]


async def test_ones_own_socket_clicks_ones_own_button(alice: Person) -> None:
    assert (await alice.page.connect()).startswith("40")
    await alice.page.say("event", alice.page.click())
    await alice.has_clicked(1)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
async def test_a_socket_from_a_foreign_page_is_refused(alice: Person, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        await alice.page.dial(origin=origin)
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("cookie", ["", f"{SESSION}={'A' * 43}"])
async def test_a_socket_without_a_session_is_sent_home_with_its_page(alice: Person, cookie: str) -> None:
    assert await alice.page.connect(cookie=cookie) == REFUSAL
    with pytest.raises(ConnectionClosed):
        await alice.page.socket.recv()

    async with httpx.AsyncClient(base_url=alice.page.origin, headers={"Cookie": cookie}) as reloading:
        answer = await reloading.get("/")
    assert answer.headers["location"].startswith("/login")


async def test_nobody_shakes_hands_for_the_page_of_another(alice: Person, mallory: Person) -> None:
    assert await mallory.page.connect(client_id=alice.page.client_id) == REFUSAL
    assert await mallory.page.connect(client_id="00000000-0000-4000-8000-000000000000") == REFUSAL
    assert (await mallory.page.connect()).startswith("40")


async def test_a_late_handshake_is_checked_alike(alice: Person, mallory: Person) -> None:
    await mallory.page.connect(implicit_handshake="false")
    hand = {"client_id": alice.page.client_id, "tab_id": "t", "document_id": "d", "next_message_id": 0}
    await mallory.page.socket.send(f"420{json.dumps(['handshake', hand])}")
    assert await mallory.page.socket.recv() == "430[false]"


async def test_an_event_for_the_page_of_another_is_dropped(alice: Person, mallory: Person, site: Server) -> None:
    await alice.page.connect()
    await mallory.page.connect()

    await mallory.page.say("event", alice.page.click())
    await mallory.page.say("event", mallory.page.click())

    await mallory.has_clicked(1)
    assert await alice.clicks() == 0
    assert "not its own" in site.output


async def test_nobody_answers_acknowledges_or_logs_for_another(alice: Person, mallory: Person, site: Server) -> None:
    await alice.page.connect()
    await mallory.page.connect()
    client_id = alice.page.client_id

    await mallory.page.say("log", {"client_id": client_id, "level": "error", "message": "planted in the log"})
    await mallory.page.say("ack", {"client_id": client_id, "next_message_id": 10**6})
    await mallory.page.say("javascript_response", {"client_id": client_id, "request_id": "x", "result": 1})
    await mallory.page.say("event", mallory.page.click())

    await mallory.has_clicked(1)
    assert "planted in the log" not in site.output


MALFORMED = [
    '42["event",{}',
    "42[",
    "42{}",
    "42null",
    "42[]",
    '42["unheard of",{}]',
    '42/admin,["event",{}]',
    '451-["event",{"_placeholder":true,"num":0}]',
    "451000-[]",
    "4",
    "44{}",
    "46",
    "49",
    "0{}",
    "9",
    "x",
    "",
    "bAAAA",
    "null",
    "42" + "[" * 30_000,
    "42" + "9" * 200 + '["event",{}]',
    "40/admin,{}",
    "40{xyz",
    '40{"token":',
    "40",
    "40{}",
    '42["event",' + "9" * 5_000 + "]",
]


@pytest.mark.parametrize("frame", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_frame_ends_its_socket_and_no_other(
    alice: Person, mallory: Person, site: Server, frame: str
) -> None:
    await alice.page.connect()
    await mallory.page.connect()
    lines = len(site.output.splitlines())

    await mallory.page.socket.send(frame)

    await mallory.page.until_closed()
    await alice.page.say("event", alice.page.click())
    await alice.has_clicked(1)
    assert len(site.output.splitlines()) - lines <= 1, site.output


async def test_a_binary_frame_ends_its_socket(alice: Person) -> None:
    await alice.page.connect()
    await alice.page.socket.send(b"\x00\x01")
    await alice.page.until_closed()
    assert alice.page.socket.close_code == 1008


@pytest.mark.parametrize("size", [140_000, 2_000_000])
async def test_a_huge_frame_ends_its_socket(alice: Person, site: Server, size: int) -> None:
    await alice.page.connect()
    lines = len(site.output.splitlines())
    event = alice.page.click() | {"args": [json.dumps("x" * size)]}
    with suppress(ConnectionClosed):
        await alice.page.say("event", event)
    await alice.page.until_closed()
    assert alice.page.socket.close_code in (1008, 1009)
    assert await alice.clicks() == 0
    assert [line.endswith("a frame over 128 kB") for line in site.output.splitlines()[lines:]] == [True]


async def test_a_frame_that_just_fits_is_heard(alice: Person) -> None:
    await alice.page.connect()
    await alice.page.say("event", alice.page.click() | {"args": [json.dumps("x" * 64_000)]})
    await alice.has_clicked(1)


WRONG: list[object] = [
    None,
    [],
    "text",
    7,
    {},
    {"id": "1"},
    {"id": True},
    {"id": 1e99},
    {"id": 2**70},
    {"listener_id": None},
    {"listener_id": ["x"]},
    {"listener_id": "x" * 5_000},
    {"listener_id": "00000000-0000-4000-8000-000000000000"},
    {"args": {}},
    {"args": "{}"},
    {"args": [{}]},
    {"args": [7]},
    {"args": ["not json"]},
    {"args": ["[" * 20_000]},
    {"client_id": None},
    {"client_id": ["x"]},
    {"client_id": {}},
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
async def test_an_event_of_wrong_types_is_ignored_in_one_line(alice: Person, site: Server, wrong: object) -> None:
    await alice.page.connect()
    lines = len(site.output.splitlines())

    await alice.page.say("event", alice.page.click() | wrong if isinstance(wrong, dict) and wrong else wrong)
    await alice.page.say("event", alice.page.click())

    await alice.has_clicked(1)
    assert len(site.output.splitlines()) - lines <= 1, site.output


FORGED: list[tuple[str, list[object]]] = [
    ("keydown", [[]]),
    ("keydown", []),
    ("keydown", ["Enter"]),
    ("update:value", [{}]),
    ("update:value", [[]]),
    ("update:value", [7]),
    ("sub_pages_open", [{}]),
    ("sub_pages_open", []),
    ("sub_pages_open", [10**30]),
    ("sub_pages_open", ["/" + "a/" * 30_000]),
    ("sub_pages_navigate", ["/" + "a/" * 30_000]),
    ("sub_pages_navigate", [None]),
]


@pytest.mark.parametrize(("event", "args"), FORGED, ids=range(len(FORGED)))
async def test_forged_arguments_are_ignored_in_one_line(
    alice: Person, site: Server, event: str, args: list[object]
) -> None:
    await alice.page.connect()
    lines = len(site.output.splitlines())

    await alice.page.say("event", alice.page.heard_by(event, *args))
    await alice.page.say("event", alice.page.click())

    await alice.has_clicked(1)
    assert len(site.output.splitlines()) - lines <= 1, site.output
    assert "Traceback" not in site.output


async def test_a_long_path_in_a_frame_holds_up_nobody(alice: Person) -> None:
    await alice.page.connect()
    for _ in range(10):
        await alice.page.say("event", alice.page.heard_by("sub_pages_open", "/" + "a/" * 30_000))
    began = time.monotonic()

    assert (await alice.browser.get("/health")).status_code == 200
    assert time.monotonic() - began < 2  # each took 4.5 s


@pytest.mark.parametrize(
    "query", [{"tab_id": ""}, {"tab_id": "t" * 500}, {"next_message_id": "x"}, {"document_id": ""}]
)
async def test_a_forged_handshake_is_refused_in_one_line(alice: Person, site: Server, query: dict[str, str]) -> None:
    lines = len(site.output.splitlines())

    with pytest.raises(InvalidStatus):
        await alice.page.dial(**query)

    assert len(site.output.splitlines()) - lines <= 1, site.output


async def test_a_late_forged_handshake_is_refused_in_one_line(alice: Person, site: Server) -> None:
    await alice.page.connect(implicit_handshake="false")
    lines = len(site.output.splitlines())

    await alice.page.socket.send(f'420["handshake",{json.dumps({"client_id": alice.page.client_id})}]')

    assert await alice.page.socket.recv() == "430[false]"
    assert len(site.output.splitlines()) - lines <= 1, site.output


async def test_what_a_page_logs_is_one_escaped_line(alice: Person, site: Server) -> None:
    await alice.page.connect()
    message = "oops\r\nERROR a forged line\x1b[31m"
    await alice.page.say("log", {"client_id": alice.page.client_id, "level": "error", "message": message})
    await alice.page.say("log", {"client_id": alice.page.client_id, "level": "fatal", "message": "unknown level"})
    await alice.page.say("event", alice.page.click())

    await alice.has_clicked(1)
    assert "oops\\r\\nERROR a forged line\\x1b[31m" in site.output
    assert "\x1b[31m" not in site.output
    assert "unknown level" not in site.output


async def test_there_is_no_way_in_but_websockets(alice: Person) -> None:
    address = alice.page.address(transport="polling").replace("ws://", "http://")
    assert (await alice.browser.get(address)).status_code == 400
    assert 'transports: ["websocket"]' in (await alice.browser.get("/")).text.replace("'", '"')


async def test_signing_out_sends_the_open_pages_away_within_a_second(alice: Person) -> None:
    await alice.page.connect()
    started = time.monotonic()

    await alice.browser.post("/logout")
    heard = [await alice.page.socket.recv()]
    while "open" not in heard[-1]:
        heard.append(await alice.page.socket.recv())

    assert time.monotonic() - started < 1
    assert "/login?ended=ended" in heard[-1]


async def test_a_socket_that_stays_after_the_session_is_cut_at_its_next_frame(alice: Person) -> None:
    await alice.page.connect()
    secret_cookie = alice.page.cookie
    await alice.browser.post("/logout")

    await alice.page.say("event", alice.page.click())
    await alice.page.until_closed()

    assert await alice.page.connect(cookie=secret_cookie) == REFUSAL


async def test_a_password_change_cuts_the_sockets_and_replays_of_the_old_cookie(alice: Person) -> None:
    await alice.page.connect()
    old_cookie = alice.page.cookie
    change = {"current_password": PASSWORD, "new_password": "a brand new secret"}

    answer = await alice.browser.post("/profile/security/password", data=change)
    assert answer.headers["location"].endswith("done=password")
    heard = await alice.page.socket.recv()
    while "/login?ended=password" not in heard:
        heard = await alice.page.socket.recv()

    assert await alice.page.connect(cookie=old_cookie) == REFUSAL
    async with httpx.AsyncClient(base_url=alice.page.origin, headers={"Cookie": old_cookie}) as replaying:
        assert (await replaying.get("/")).headers["location"].startswith("/login")
    assert (await alice.browser.get("/")).status_code == 200


async def test_a_page_comes_back_on_a_new_socket(alice: Person) -> None:
    await alice.page.connect()
    await alice.page.socket.close()
    assert (await alice.page.connect()).startswith("40")
    await alice.page.say("event", alice.page.click())
    await alice.has_clicked(1)


# Pages that the server does not know any more


def sessions_of(site: Server, user_id: str) -> list[int]:
    with closing(sqlite3.connect(site.database)) as database:
        return [row[0] for row in database.execute("SELECT id FROM user_token WHERE user_id = ?", (user_id,))]


def id_of_a_forgotten_page(person: Person, site: Server) -> str:
    """As a page had it that the person's session was given by a process before this one."""
    (session_id,) = sessions_of(site, person.user_id)
    return PageIds((site.folder / "data" / "secret").read_text().strip()).new(session_id)


async def test_a_forgotten_page_is_heard_once_more_and_then_loads_itself_anew(alice: Person, site: Server) -> None:
    client_id = id_of_a_forgotten_page(alice, site)

    assert (await alice.page.connect(client_id=client_id, next_message_id="7")).startswith("40")
    first = await alice.page.socket.recv()

    assert json.loads(str(first).removeprefix("42")) == ["run_javascript", {"code": "history.go(0)", "_id": 7}]


async def test_nobody_comes_back_as_the_forgotten_page_of_another(alice: Person, mallory: Person, site: Server) -> None:
    client_id = id_of_a_forgotten_page(alice, site)

    assert await mallory.page.connect(client_id=client_id) == REFUSAL
    assert await alice.page.connect(client_id=client_id[:-1] + "x") == REFUSAL
    assert (await alice.page.connect(client_id=client_id)).startswith("40")
    assert await mallory.page.connect(client_id=client_id) == REFUSAL


@pytest.mark.parametrize("number", ["", "9" * 30])
async def test_a_forgotten_page_that_counts_strangely_is_refused_in_words_that_reload_it(
    alice: Person, site: Server, number: str
) -> None:
    client_id = id_of_a_forgotten_page(alice, site)

    assert await alice.page.connect(client_id=client_id, next_message_id=number) == REFUSAL
    assert "Traceback" not in site.output


async def test_only_niceguis_own_scripts_run_in_a_page(alice: Person) -> None:
    answer = await alice.browser.get("/")
    policy = answer.headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    script_policy = policy.partition("script-src")[2].partition(";")[0]

    assert len(nonce) >= 22
    assert "unsafe-inline" not in script_policy
    assert answer.text.count("<script") == answer.text.count(f'<script nonce="{nonce}"')
    assert nonce not in (await alice.browser.get("/")).text
