"""How NiceGUI is set up inside our site."""

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from nicegui import core, ui
from nicegui.middlewares import RedirectWithPrefixMiddleware, SetCacheControlMiddleware
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from livechat.internals.handler_signatures import remember_signatures
from livechat.internals.outbox import quieten_outboxes
from livechat.web.nicegui.asset_caching import AssetCachingMiddleware

RECONNECT_SECONDS = 45.0  # a page whose connection broke is kept so long
MESSAGE_HISTORY = 100


def draw_with_nicegui(site: FastAPI) -> None:
    """Mount NiceGUI under the site. Its own sessions, Tailwind's script and binding loop stay off."""
    quieten_outboxes()
    remember_signatures()
    ui.run_with(
        site,
        title="livechat",
        dark=None,
        language="en-US",
        reconnect_timeout=RECONNECT_SECONDS,
        message_history_length=MESSAGE_HISTORY,
        binding_refresh_interval=None,
        tailwind=False,
        show_welcome_message=False,
        gzip_middleware_factory=_quick_gzip,
    )
    _spare_requests()


def _spare_requests() -> None:
    """Two of NiceGUI's middlewares take a task and two streams for each request: one is written anew, and the other
    serves prefixes, which we have none of.
    """
    theirs: tuple[object, ...] = (RedirectWithPrefixMiddleware, SetCacheControlMiddleware)
    kept = [middleware for middleware in core.app.user_middleware if middleware.cls not in theirs]
    core.app.user_middleware[:] = [Middleware(AssetCachingMiddleware), *kept]


def _quick_gzip(app: ASGIApp) -> GZipMiddleware:
    return GZipMiddleware(app, minimum_size=500, compresslevel=1)
