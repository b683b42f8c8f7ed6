"""A page as an attacker drives it: without a browser, frame by frame."""

import asyncio
import json
import re
import ssl
from contextlib import AsyncExitStack
from typing import Any, Self
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE_SECONDS = 5.0


class OpenPage:
    """One page of somebody and the socket that belongs to it."""

    def __init__(self, origin: str, cookie: str, html: str, trusting: ssl.SSLContext | None = None) -> None:
        self.origin = origin
        self.trusting = trusting
        self.cookie = cookie
        self.client_id = _found(r'"client_id": ?"([^"]+)"|\'client_id\': ?\'([^\']+)\'', html)
        self.tab_id = str(uuid4())
        self.elements = json.loads(_found(r"parseElements\(String\.raw`(.*?)`\)", html).replace("&quot;", '"'))
        self._stack = AsyncExitStack()
        self.socket: ClientConnection

    @classmethod
    async def of(cls, browser: httpx.AsyncClient, *, trusting: ssl.SSLContext | None = None) -> Self:
        """GET the page as the browser's owner; `trusting` tells which certificates will do."""
        answer = await browser.get("/")
        assert answer.status_code == 200, answer.headers
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        return cls(str(browser.base_url).rstrip("/"), cookie, answer.text, trusting)

    def address(self, client_id: str | None = None, **query: str) -> str:
        """Where the socket connects to."""
        values = {
            "client_id": client_id or self.client_id,
            "next_message_id": "0",
            "implicit_handshake": "true",
            "document_id": str(uuid4()),
            "tab_id": self.tab_id,
            "old_tab_id": "null",
            "EIO": "4",
            "transport": "websocket",
        }
        url = httpx.URL(self.origin.replace("http", "ws") + "/_nicegui_ws/socket.io/", params=values | query)
        return str(url)

    async def dial(
        self, *, client_id: str | None = None, origin: str | None = None, cookie: str | None = None, **query: str
    ) -> ClientConnection:
        """Open a WebSocket, up to Engine.IO's greeting."""
        headers = {"Cookie": self.cookie if cookie is None else cookie}
        socket = await self._stack.enter_async_context(
            connect(
                self.address(client_id, **query),
                ssl=self.trusting,
                origin=self.origin if origin is None else origin,  # type: ignore[arg-type]
                additional_headers=headers,
                compression=None,
                max_size=None,
            )
        )
        assert (await _next(socket)).startswith("0{")
        return socket

    async def connect(self, **how: Any) -> str:
        """Shake hands; Socket.IO's answer, which begins with 40 when it is welcome and with 44 when not."""
        self.socket = await self.dial(**how)
        await self.socket.send("40")
        while not (answer := await _next(self.socket)).startswith(("40", "44")):
            pass
        return answer

    async def say(self, name: str, data: object) -> None:
        """Send one Socket.IO event."""
        await self.socket.send(f"42{json.dumps([name, data])}")

    def click(self, label: str = "Count") -> dict[str, Any]:
        """What a browser says when the button is pressed."""
        for element_id, element in self.elements.items():
            if element.get("props", {}).get("label") == label:
                return self.event(element_id, element, "click")
        raise AssertionError(f"no button {label}")

    def event(self, element_id: str, element: dict[str, Any], event: str, *args: object) -> dict[str, Any]:
        """What a browser says when the event happens to the element."""
        listener = next(found for found in element["events"] if found["type"] == event)
        return {
            "id": int(element_id),
            "client_id": self.client_id,
            "listener_id": listener["listener_id"],
            "args": [json.dumps(arg) for arg in args],
        }

    def heard_by(self, event: str, *args: object) -> dict[str, Any]:
        """The event, happening to the first element that listens to it."""
        for element_id, element in self.elements.items():
            if any(found["type"] == event for found in element.get("events", [])):
                return self.event(element_id, element, event, *args)
        raise AssertionError(f"nobody listens to {event}")

    async def until_closed(self) -> list[str]:
        """Everything that arrives before the server closes the socket."""
        heard: list[str] = []
        try:
            while True:
                heard.append(await _next(self.socket))
        except ConnectionClosed:
            return heard

    async def clicks(self) -> dict[str, int]:
        """How many clicks of each person have arrived."""
        async with httpx.AsyncClient(headers={"Cookie": self.cookie}) as browser:
            answer: dict[str, int] = (await browser.get(f"{self.origin}/clicks")).json()
        return answer

    async def close(self) -> None:
        await self._stack.aclose()


async def _next(socket: ClientConnection) -> str:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return str(await socket.recv())


def _found(pattern: str, html: str) -> str:
    match = re.search(pattern, html, re.DOTALL)
    assert match is not None, pattern
    return next(group for group in match.groups() if group is not None)
