"""Puts the web around the chat: middleware from the outside in, then the routes that are not NiceGUI's."""

from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import Scope

from livechat.chat import Chat
from livechat.internals.site_middleware import place_innermost
from livechat.look.stylesheet import STYLESHEET_URL
from livechat.preferences.choices import Theme
from livechat.records import Session
from livechat.web.assets import send_app_stylesheet, send_icon
from livechat.web.health import Health
from livechat.web.html.layout import STYLESHEET_PATH, send_plain_stylesheet
from livechat.web.log_floods import LogFloods
from livechat.web.login.admin_page import AdminPage
from livechat.web.login.cookies import Cookies
from livechat.web.login.password_link import PasswordLinkPage
from livechat.web.login.security_page import SecurityPage
from livechat.web.login.setup_page import SetupPage
from livechat.web.login.sign_in_pages import SignInPages
from livechat.web.middleware.chat_errors import ChatErrorMiddleware
from livechat.web.middleware.direct_sockets import DirectSocketsMiddleware
from livechat.web.middleware.hosts import HostsMiddleware
from livechat.web.middleware.missing_upgrade import MissingUpgradeMiddleware
from livechat.web.middleware.own_hosts import OwnHosts
from livechat.web.middleware.paced_sockets import PacedSocketsMiddleware
from livechat.web.middleware.pages import PagesMiddleware
from livechat.web.middleware.proxy import ProxyMiddleware, parse_networks
from livechat.web.middleware.same_origin import SameOriginMiddleware
from livechat.web.middleware.security_headers import SecurityHeadersMiddleware
from livechat.web.middleware.session import SessionMiddleware
from livechat.web.nicegui.content_policy import ContentPolicyMiddleware
from livechat.web.nicegui.open_pages import OpenPages
from livechat.web.nicegui.page_ids import PageIds
from livechat.web.operator_hints import OperatorHints
from livechat.web.sockets.adoption import Adoption, BringHome, keep_nothing
from livechat.web.sockets.ended_sessions import EndedSessions
from livechat.web.sockets.event_guard import install_event_guard


def install_web(app: FastAPI, chat: Chat, bring_home: BringHome = keep_nothing) -> None:
    """Call it while the chat runs, before `ui.run_with`, whose mount at `/` takes whatever no route before it wants.

    `bring_home` keeps what pages show that this process does not know. Raises StartError for trusted proxies that are
    no addresses.
    """
    pages = OpenPages(chat.settings, chat.clock)
    adoption = Adoption(PageIds(chat.settings.secret), pages, bring_home)
    app.user_middleware += outer_middleware(chat, pages, adoption)
    app.router.routes.extend(plain_routes(chat))
    place_innermost(Middleware(ContentPolicyMiddleware, stylesheet=STYLESHEET_URL, theme_of=partial(theme_of, chat)))
    install_event_guard(chat.accounts.sessions, adoption, chat.limits.events)
    chat.supervisor.start_child("log", LogFloods(chat.clock).run)
    chat.supervisor.start_child("unopened pages", pages.run)
    chat.supervisor.start_child("ended sessions", EndedSessions(chat.bus, chat.accounts.sessions).run)


def theme_of(chat: Chat, scope: Scope) -> Theme:
    """What the person prefers whose request it is."""
    session: Session | None = scope.get("state", {}).get("session")
    return Theme.SYSTEM if session is None else chat.directory.preferences(session.user_id).theme


def outer_middleware(chat: Chat, pages: OpenPages, adoption: Adoption) -> list[Middleware]:
    """From the outside in. Raises StartError."""
    settings, hints = chat.settings, OperatorHints(chat.clock)
    proxies, public_url = settings.trusted_proxies, settings.public_url
    parse_networks(proxies)
    return [
        Middleware(ProxyMiddleware, hints=hints, trusted_proxies=proxies, public_url=public_url),
        Middleware(SecurityHeadersMiddleware),
        Middleware(HostsMiddleware, hosts=OwnHosts(settings), hints=hints),
        Middleware(SameOriginMiddleware, hints=hints, public_url=public_url),
        Middleware(MissingUpgradeMiddleware, hints=hints),
        Middleware(ChatErrorMiddleware),
        Middleware(
            SessionMiddleware,
            accounts=chat.accounts,
            cookies=Cookies(settings.secret),
            open_routes=open_routes(chat),
            adoption=adoption,
        ),
        Middleware(PagesMiddleware, routes=plain_routes(chat), pages=pages, ids=PageIds(settings.secret)),
        Middleware(PacedSocketsMiddleware, events=chat.limits.events, clock=chat.clock),
        Middleware(DirectSocketsMiddleware),
    ]


def plain_routes(chat: Chat) -> list[Route]:
    """Every plain page."""
    settings, accounts = chat.settings, chat.accounts
    parts = (accounts, chat.viewer_states, settings)
    inside = (SecurityPage(*parts), AdminPage(*parts))
    return [*open_routes(chat), *(route for part in inside for route in part.routes())]


def open_routes(chat: Chat) -> list[Route]:
    """What strangers may ask for; all else needs a session."""
    settings, accounts = chat.settings, chat.accounts
    parts = (
        SignInPages(accounts, settings),
        SetupPage(accounts, settings, chat.server_zone),
        PasswordLinkPage(accounts, settings),
        Health(chat.health, lambda: chat.supervisor.healthy, lambda: chat.storage.trouble),
    )
    return [
        Route(STYLESHEET_PATH, send_plain_stylesheet, methods=["GET"]),
        Route(STYLESHEET_URL, send_app_stylesheet, methods=["GET"]),
        Route("/favicon.ico", send_icon, methods=["GET"]),
        *(route for part in parts for route in part.routes()),
    ]
