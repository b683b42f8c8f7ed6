"""Login, registration, logout. Plain forms, so that no page of the chat exists before."""

from urllib.parse import urlencode

import htpy as h
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.errors import ChatError
from livechat.records import Session
from livechat.services.accounts.accounts import Accounts
from livechat.services.accounts.session_end_reasons import reason_of
from livechat.web.html.form_data import read_form
from livechat.web.html.forms import Form, button, form, hidden
from livechat.web.html.layout import document, notice
from livechat.web.login.cookies import SESSION_COOKIE, drop_session_cookie, read_cookie
from livechat.web.login.next_url import HOME, local_path
from livechat.web.login.request_source import request_source_of
from livechat.web.login.start_session import start_session


class SignInPages:
    """Where people come in and go out."""

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._settings = settings

    def routes(self) -> list[Route]:
        return [
            Route("/login", self.show_sign_in, methods=["GET"]),
            Route("/login", self.sign_in, methods=["POST"]),
            Route("/register", self.show_register, methods=["GET"]),
            Route("/register", self.register, methods=["POST"]),
            Route("/logout", self.sign_out, methods=["POST"]),
        ]

    async def show_sign_in(self, request: Request) -> Response:
        wanted = local_path(request.query_params.get("next"))
        if signed_in(request):
            return RedirectResponse(wanted, 303)
        answer = sign_in_page(wanted, Form(), reason=reason_of(request.query_params.get("ended", "")))
        if read_cookie(request.scope, SESSION_COOKIE):
            drop_session_cookie(answer, request.scope)
        return answer

    async def sign_in(self, request: Request) -> Response:
        typed: dict[str, str] = {}
        source = request_source_of(request.scope)
        try:
            typed = await read_form(request)
            remember = typed.get("remember") == "yes"
            opened = await self._accounts.sign_in(
                typed.get("email", ""), typed.get("password", ""), remember=remember, source=source
            )
        except ChatError as error:
            return sign_in_page(local_path(typed.get("next")), Form(typed, error))
        return start_session(request, source, opened, local_path(typed.get("next")))

    async def show_register(self, request: Request) -> Response:
        wanted = local_path(request.query_params.get("next"))
        if signed_in(request):
            return RedirectResponse(wanted, 303)
        return self._register_page(wanted, Form())

    async def register(self, request: Request) -> Response:
        typed: dict[str, str] = {}
        source = request_source_of(request.scope)
        try:
            typed = await read_form(request)
            account = await self._accounts.register(
                typed.get("email", ""), typed.get("display_name", ""), typed.get("password", ""), source=source
            )
            opened = await self._accounts.open_session(account.id, source=source)
        except ChatError as error:
            return self._register_page(local_path(typed.get("next")), Form(typed, error))
        return start_session(request, source, opened, local_path(typed.get("next")))

    async def sign_out(self, request: Request) -> Response:
        await self._accounts.sign_out(read_cookie(request.scope, SESSION_COOKIE))
        answer = RedirectResponse("/login", 303)
        drop_session_cookie(answer, request.scope)
        return answer

    def _register_page(self, wanted: str, fields: Form) -> Response:
        if self._settings.registration != "open":
            content: h.Node = notice("This server is by invitation: ask the person who runs it.")
        else:
            content = register_form("/register", fields, self._settings, hidden("next", wanted))
        have_one = h.p(".aside")["I have an account: ", h.a(href=_with_next("/login", wanted))["log in"], "."]
        return document("Create an account", content, have_one, status_code=fields.status_code)


def signed_in(request: Request) -> bool:
    """Whether the request belongs to a session."""
    session: Session | None = getattr(request.state, "session", None)
    return session is not None


def sign_in_page(wanted: str, fields: Form, *, reason: str = "", action: str = "/login") -> Response:
    """The sign-in form; `reason` says why one has come here."""
    return document(
        "Log in",
        notice(reason) if reason else None,
        form(
            action,
            fields.complaint(),
            hidden("next", wanted),
            fields.field("email", "Email", kind="email", autocomplete="username", first=True),
            fields.field("password", "Password", kind="password", autocomplete="current-password"),
            fields.checkbox("remember", "Remember me"),
            button("Log in"),
        ),
        h.p(".aside")["New here? ", h.a(href=_with_next("/register", wanted))["Register"], "."],
        h.p(".hint")["Forgotten the password? An administrator of this server can give you a link to set a new one."],
        status_code=fields.status_code,
    )


def register_form(action: str, fields: Form, settings: Settings, *more: h.Node) -> h.Element:
    """The form that makes an account."""
    hint = f"At least {settings.password_min_characters} characters. A few words that only you would put together."
    return form(
        action,
        fields.complaint(),
        more,
        fields.field("email", "Email", kind="email", autocomplete="username", first=True),
        fields.field("display_name", "Display name", autocomplete="name"),
        fields.field("password", "Password", kind="password", autocomplete="new-password", hint=hint),
        button("Create account"),
    )


def _with_next(path: str, wanted: str) -> str:
    return path if wanted == HOME else f"{path}?{urlencode({'next': wanted})}"
