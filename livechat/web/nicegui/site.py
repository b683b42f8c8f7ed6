"""How NiceGUI is set up inside our site."""

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from nicegui import ui
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from livechat.internals.clients.dismantling import dismantle_what_is_deleted
from livechat.internals.clients.tab_storage import keep_no_tab_storage
from livechat.internals.handler_signatures import remember_signatures
from livechat.internals.outbox import quieten_outboxes
from livechat.internals.page_escape import escape_pages_quickly
from livechat.internals.site_middleware import replace_request_tasks
from livechat.web.nicegui.asset_caching import AssetCachingMiddleware

RECONNECT_SECONDS = 45.0  # a page whose connection broke is kept so long
MESSAGE_HISTORY = 100


def draw_with_nicegui(site: FastAPI) -> None:
    """Mount NiceGUI under the site. Its own sessions, Tailwind's script and binding loop stay off."""
    quieten_outboxes()
    remember_signatures()
    keep_no_tab_storage()
    dismantle_what_is_deleted()
    escape_pages_quickly()
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
    replace_request_tasks(Middleware(AssetCachingMiddleware))


def _quick_gzip(app: ASGIApp) -> GZipMiddleware:
    return GZipMiddleware(app, minimum_size=500, compresslevel=1)
