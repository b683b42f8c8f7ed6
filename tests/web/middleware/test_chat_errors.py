import asyncio

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from livechat.errors import ChatError, Unavailable
from livechat.web.html.form_data import FormData
from livechat.web.html.form_route import FormRoute
from livechat.web.html.forms import Form
from livechat.web.html.layout import document
from livechat.web.middleware.chat_errors import ENDING, ChatErrorMiddleware
from tests.web.conftest import register
from tests.web.test_errors import FAMILY

KINDS = [type(error).__name__ for error, _ in FAMILY]
EACH_ERROR = pytest.mark.parametrize(("error", "status_code"), FAMILY, ids=KINDS)
FIELDS = {"email": "alice@example.org", "password": "hushhush"}


class HalfAnAnswer(HTMLResponse):
    """It fails when the browser has heard its beginning."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        raise Unavailable


class RefusingRoutes:
    """One of each kind; all raise the error."""

    def __init__(self, error: ChatError) -> None:
        self._error = error

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/page", self.refuse, methods=["GET"]),
            Route("/act", self.refuse, methods=["POST"]),
            FormRoute("/form", self.refuse, show=self.show),
            FormRoute("/lost-form", self.refuse, show=self.refuse),
            Route("/api/v1/act", self.refuse, methods=["POST"]),
        ]

    async def refuse(self, _: Request, typed: FormData | Form | None = None) -> Response:
        raise self._error

    async def show(self, _: Request, fields: Form) -> Response:
        email = fields.field("email", "Email", autocomplete="username")
        password = fields.field("password", "Password", kind="password", autocomplete="current-password")
        return document("A form", fields.complaint(), email, password)


@pytest.fixture
async def alice(browser: httpx.AsyncClient) -> httpx.AsyncClient:
    await register(browser)
    return browser


@EACH_ERROR
@pytest.mark.parametrize(("method", "path"), [("GET", "/page"), ("POST", "/act"), ("POST", "/lost-form")])
async def test_a_route_that_refuses_says_why_on_a_page(
    site: FastAPI, alice: httpx.AsyncClient, error: ChatError, status_code: int, method: str, path: str
) -> None:
    site.router.routes[:0] = RefusingRoutes(error).routes()

    answer = await alice.request(method, path, data=FIELDS if method == "POST" else None)

    assert answer.status_code == status_code
    assert str(error) in answer.text
    assert "<h1>" in answer.text
    assert "no-store" in answer.headers["cache-control"]
    assert ("retry-after" in answer.headers) == (status_code == 429)


@EACH_ERROR
async def test_a_form_that_is_refused_is_shown_again_without_the_password(
    site: FastAPI, alice: httpx.AsyncClient, error: ChatError, status_code: int
) -> None:
    site.router.routes[:0] = RefusingRoutes(error).routes()

    answer = await alice.post("/form", data=FIELDS)

    assert answer.status_code == status_code
    assert f'role="alert">{error}</p>' in answer.text
    assert 'value="alice@example.org"' in answer.text
    assert "hushhush" not in answer.text
    assert ("retry-after" in answer.headers) == (status_code == 429)


@EACH_ERROR
async def test_programs_get_a_problem(
    site: FastAPI, alice: httpx.AsyncClient, error: ChatError, status_code: int
) -> None:
    site.router.routes[:0] = RefusingRoutes(error).routes()

    answer = await alice.post("/api/v1/act")

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["detail"]) == (status_code, str(error))


async def test_what_fails_after_its_beginning_is_a_bug(site: FastAPI, alice: httpx.AsyncClient) -> None:
    site.router.routes.insert(0, Route("/page", lambda _: HalfAnAnswer()))
    with pytest.raises(Unavailable):
        await alice.get("/page")


async def test_a_socket_that_is_refused_is_closed_for_now() -> None:
    sent: list[Message] = []

    async def refuse(*_: object) -> None:
        raise Unavailable

    async def send(message: Message) -> None:
        sent.append(message)

    await ChatErrorMiddleware(refuse)({"type": "websocket"}, None, send)  # type: ignore[arg-type]

    assert sent == [{"type": "websocket.close", "code": 1013}]


async def test_a_form_that_is_broken_off_is_no_bug(site: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Message] = []
    parts: list[Message] = [
        {"type": "http.request", "body": b"email=al", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return parts.pop(0)

    async def send(message: Message) -> None:
        heard.append(message)

    form = [(b"content-type", b"application/x-www-form-urlencoded"), (b"host", b"chat.test")]
    scope = {"type": "http", "method": "POST", "path": "/login", "query_string": b"", "headers": form, "scheme": "http"}
    await site({**scope, "client": ("192.0.2.1", 50_000), "server": ("chat.test", 80)}, receive, send)

    assert not heard
    assert not caplog.records


async def test_a_request_that_the_end_of_the_server_cuts_off_is_told_so() -> None:
    told: list[Message] = []

    async def waiting_for_ever(*_: object) -> None:
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        told.append(message)

    scope = {"type": "http", "path": "/", "method": "GET", "headers": []}
    answering = asyncio.ensure_future(ChatErrorMiddleware(waiting_for_ever)(scope, nothing_comes, send))
    await asyncio.sleep(0)
    answering.cancel()
    await answering

    assert told[0]["status"] == 503
    assert str(ENDING).encode() in told[1]["body"]


async def nothing_comes() -> Message:
    return {"type": "http.disconnect"}
