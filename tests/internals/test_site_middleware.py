"""The contract of livechat/internals/site_middleware.py with NiceGUI's app: what it adds, and in which order."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from nicegui import app, middlewares, ui
from nicegui.testing.general import nicegui_reset_globals
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from livechat.internals.site_middleware import place_innermost, replace_request_tasks

WHERE = "livechat/internals/site_middleware.py"


class Ours:
    def __init__(self, app: ASGIApp) -> None: ...

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


class OursToo(Ours): ...


@pytest.fixture(autouse=True)
def fresh_app() -> Iterator[None]:
    with nicegui_reset_globals():
        yield
    app.user_middleware.clear()


def present() -> list[object]:
    return [middleware.cls for middleware in app.user_middleware]


def test_the_two_that_are_replaced_are_those_that_take_a_task_for_each_request() -> None:
    ui.run_with(FastAPI())

    slow = {found for found in present() if isinstance(found, type) and issubclass(found, BaseHTTPMiddleware)}
    replaced = {middlewares.RedirectWithPrefixMiddleware, middlewares.SetCacheControlMiddleware}
    assert slow == replaced, f"NiceGUI adds others now: see {WHERE}"

    replace_request_tasks(Middleware(Ours))
    assert present()[0] is Ours
    assert not slow & set(present())


def test_the_innermost_is_so_and_stays_so_and_is_there_once() -> None:
    app.add_middleware(OursToo)

    place_innermost(Middleware(Ours))
    place_innermost(Middleware(Ours))
    ui.run_with(FastAPI())

    assert present()[-2:] == [OursToo, Ours], f"NiceGUI's middlewares are inside of ours now: see {WHERE}"
    assert present().count(Ours) == 1
