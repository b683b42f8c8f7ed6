import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message

from livechat.web.middleware.hosts import HINT
from tests.web.conftest import browser_on, register


@pytest.mark.parametrize(("method", "path"), [("GET", "/login"), ("GET", "/health"), ("POST", "/register")])
async def test_a_name_that_was_made_to_lead_here_gets_nothing(
    site: FastAPI, method: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with browser_on(site) as rebound:
        answers = [await rebound.request(method, f"http://evil.example{path}") for _ in range(2)]

    for answer in answers:
        assert answer.status_code == 421
        assert "LIVECHAT_HOSTS" in answer.text
        assert "livechat" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert [record.getMessage() for record in caplog.records] == [HINT % "'evil.example'"]


async def test_a_request_without_a_host_gets_nothing(site: FastAPI) -> None:
    async with browser_on(site) as browser:
        answer = await browser.get("/login", headers={"Host": ""})
    assert answer.status_code == 400
    assert "Host header" in answer.text


@pytest.mark.parametrize("host", ["chat.test:8080", "192.0.2.9:8080", "box.local"])
async def test_people_come_in_by_any_name_that_is_ours(site: FastAPI, host: str) -> None:
    async with browser_on(site) as browser:
        browser.base_url = httpx.URL(f"http://{host}")
        browser.headers["Origin"] = f"http://{host}"
        assert (await register(browser)).status_code == 303


@pytest.mark.parametrize(("hosts", "kinds"), [([b"evil.example"], ["websocket.close"]), ([], ["websocket.close"])])
async def test_a_socket_by_such_a_name_is_refused(site: FastAPI, hosts: list[bytes], kinds: list[str]) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    headers = [(b"host", host) for host in hosts]
    scope = {"type": "websocket", "scheme": "ws", "path": "/_nicegui_ws/socket.io/", "headers": headers}
    await site({**scope, "query_string": b"", "client": ("192.0.2.1", 1)}, receive, send)

    assert [message["type"] for message in sent] == kinds
