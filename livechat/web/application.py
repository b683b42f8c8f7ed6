"""Puts the web around the chat: middleware from the outside in, then the routes that are not NiceGUI's."""

from fastapi import FastAPI
from nicegui import core
from starlette.middleware import Middleware
from starlette.routing import Route

from livechat.chat import Chat
from livechat.web.assets import LOOK_URL, send_icon, send_look
from livechat.web.health import Health
from livechat.web.html.layout import STYLESHEET_PATH, send_stylesheet
from livechat.web.login.admin_page import AdminPage
from livechat.web.login.password_link import Recovery
from livechat.web.login.security_page import SecurityPage
from livechat.web.login.setup_page import Claiming
from livechat.web.login.sign_in_pages import Doors
from livechat.web.middleware.proxy import ProxyMiddleware, parse_networks
from livechat.web.middleware.same_origin import OriginMiddleware
from livechat.web.middleware.security_headers import HeadersMiddleware
from livechat.web.middleware.session import SessionMiddleware
from livechat.web.nicegui.content_policy import PagePolicyMiddleware
from livechat.web.sockets.ended_sessions import EndedSessions
from livechat.web.sockets.guard import install_socket_guard


def install_web(app: FastAPI, chat: Chat) -> None:
    """Call it while the chat runs, before `ui.run_with`, whose mount at `/` takes whatever no route before it wants.

    Raises StartError for trusted proxies that are no addresses.
    """
    app.user_middleware += outer_middleware(chat)
    app.router.routes.extend(door_routes(chat))
    installed: list[object] = [middleware.cls for middleware in core.app.user_middleware]
    if PagePolicyMiddleware not in installed:
        core.app.user_middleware.append(Middleware(PagePolicyMiddleware, stylesheet=LOOK_URL))
    install_socket_guard(chat.accounts.sessions)
    chat.supervisor.start_child("ended sessions", EndedSessions(chat.bus, chat.accounts.sessions).run)


def outer_middleware(chat: Chat) -> list[Middleware]:
    """From the outside in. Raises StartError."""
    settings = chat.settings
    parse_networks(settings.trusted_proxies)
    return [
        Middleware(ProxyMiddleware, trusted_proxies=settings.trusted_proxies, public_url=settings.public_url),
        Middleware(HeadersMiddleware),
        Middleware(OriginMiddleware, public_url=settings.public_url),
        Middleware(SessionMiddleware, accounts=chat.accounts, open_routes=open_routes(chat)),
    ]


def door_routes(chat: Chat) -> list[Route]:
    """Every plain page."""
    settings, accounts = chat.settings, chat.accounts
    inside = (SecurityPage(accounts, settings), AdminPage(accounts, settings))
    return [*open_routes(chat), *(route for part in inside for route in part.routes())]


def open_routes(chat: Chat) -> list[Route]:
    """What strangers may ask for; all else needs a session."""
    settings, accounts = chat.settings, chat.accounts
    parts = (
        Doors(accounts, settings),
        Claiming(accounts, settings),
        Recovery(accounts, settings),
        Health(chat.health, lambda: chat.supervisor.healthy),
    )
    return [
        Route(STYLESHEET_PATH, send_stylesheet, methods=["GET"]),
        Route(LOOK_URL, send_look, methods=["GET"]),
        Route("/favicon.ico", send_icon, methods=["GET"]),
        *(route for part in parts for route in part.routes()),
    ]
