"""Answers what the chat refuses, wherever in a request that is: a `ChatError` is no bug and leaves no traceback."""

import asyncio
from collections.abc import Awaitable

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.errors import ChatError, Unavailable
from livechat.i18n.text import lazy_gettext
from livechat.web.html.error_answer import answer_to

TRY_AGAIN_LATER = 1013  # how a WebSocket closes
ENDING = lazy_gettext("The server is being stopped. Please try again in a moment.")


class ChatErrorMiddleware:
    """Turns each `ChatError` of a page, an act or the session's lookup into an answer; bugs go on outward."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        return (self._answer if scope["type"] == "http" else self._close)(scope, receive, send)

    async def _close(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except ChatError:
            if scope["type"] != "websocket":
                raise
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except ChatError as error:
            if started:
                raise
            await answer_to(error, scope)(scope, receive, send)
        except ClientDisconnect:
            return  # whoever broke off reads no answer, and nothing is wrong here
        except asyncio.CancelledError:  # the server ends, and this request would have kept it
            if not started:
                await answer_to(Unavailable(ENDING), scope)(scope, receive, send)
