"""What is put into NiceGUI's pages on their way out."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.preferences.choices import Theme
from livechat.web.nicegui.content_policy import ContentPolicyMiddleware

PAGE = b'<!doctype html>\n<html lang="en-US"><head></head><body><html ></body></html>'


async def a_page(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/html"), (b"x-nicegui-content", b"page")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})


async def sent(theme: Theme, app: ASGIApp = a_page) -> bytes:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    await ContentPolicyMiddleware(app, theme_of=lambda _: theme)({"type": "http"}, receive, send)
    body: bytes = messages[-1]["body"]
    return body


async def test_the_root_names_the_readers_theme() -> None:
    body = await sent(Theme.DARK)

    assert b'<html data-theme="dark" lang="en-US">' in body
    assert body.count(b"data-theme") == 1


async def test_a_page_that_is_sent_is_kept_by_nobody_who_keeps_its_request() -> None:
    """NiceGUI keeps the request of each page that is open."""
    kept: list[Send] = []

    async def page_that_is_open(scope: Scope, receive: Receive, send: Send) -> None:
        kept.append(send)
        await a_page(scope, receive, send)

    await sent(Theme.DARK, page_that_is_open)

    assert not [value for value in vars(kept[0]).values() if isinstance(value, bytes) and b"body" in value]
