"""Login, registration, logout. Plain forms, so that no page of the chat exists before."""

from urllib.parse import urlencode

import htpy as h
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.i18n.text import LazyText, ngettext, woven
from livechat.i18n.text import gettext as _
from livechat.services.accounts.accounts import Accounts
from livechat.services.accounts.session_end_reasons import reason_of
from livechat.web.html.form_data import FormData
from livechat.web.html.form_route import FormRoute
from livechat.web.html.forms import Form, button, form, hidden
from livechat.web.html.layout import document, notice
from livechat.web.login.cookies import Cookies
from livechat.web.login.next_url import HOME, local_path
from livechat.web.login.request_source import request_source_of
from livechat.web.login.start_session import start_session


class SignInPages:
    """Where people come in and go out."""

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._settings = settings
        self._cookies = Cookies(settings.secret)

    def routes(self) -> list[Route]:
        return [
            Route("/login", self.show_sign_in, methods=["GET"]),
            FormRoute("/login", self.sign_in, show=self.show_sign_in_again),
            Route("/register", self.show_register, methods=["GET"]),
            FormRoute("/register", self.register, show=self.show_register_again),
            Route("/logout", self.sign_out, methods=["POST"]),
        ]

    async def show_sign_in(self, request: Request) -> Response:
        wanted = local_path(request.query_params.get("next"))
        if is_signed_in(request):
            return RedirectResponse(wanted, 303)
        answer = sign_in_page(Form({"next": wanted}), reason=reason_of(request.query_params.get("ended", "")))
        self._cookies.drop_session(answer, request.scope, self._cookies.own_session_secret(request.scope))
        return answer

    async def show_sign_in_again(self, request: Request, fields: Form) -> Response:
        return sign_in_page(fields)

    async def sign_in(self, request: Request, typed: FormData) -> Response:
        source = request_source_of(request.scope, self._cookies)
        opened = await self._accounts.sign_in(
            typed["email"], typed["password"], remember=typed["remember"] == "yes", source=source
        )
        return start_session(self._cookies, request, source, opened, local_path(typed["next"]))

    async def show_register(self, request: Request) -> Response:
        wanted = local_path(request.query_params.get("next"))
        if is_signed_in(request):
            return RedirectResponse(wanted, 303)
        return await self.show_register_again(request, Form({"next": wanted}))

    async def show_register_again(self, request: Request, fields: Form) -> Response:
        wanted = local_path(fields.typed("next"))
        if self._settings.registration != "open":
            content: h.Node = notice(_("This server is by invitation: ask the person who runs it."))
        else:
            content = register_form("/register", fields, self._settings, hidden("next", wanted))
        have_one = h.p(".aside")[
            woven(_("I have an account: {log_in}."), log_in=h.a(href=_with_next("/login", wanted))[_("log in")])
        ]
        return document(_("Create an account"), content, have_one)

    async def register(self, request: Request, typed: FormData) -> Response:
        source = request_source_of(request.scope, self._cookies)
        account = await self._accounts.register(typed["email"], typed["display_name"], typed["password"], source=source)
        opened = await self._accounts.open_session(account.id, source=source)
        return start_session(self._cookies, request, source, opened, local_path(typed["next"]))

    async def sign_out(self, request: Request) -> Response:
        secret = self._cookies.session_secret(request.scope)
        await self._accounts.sign_out(secret)
        answer = RedirectResponse("/login", 303)
        if is_signed_in(request):
            self._cookies.drop_session(answer, request.scope, secret)
        return answer


def is_signed_in(request: Request) -> bool:
    """Whether the request belongs to a session."""
    return getattr(request.state, "session", None) is not None


def sign_in_page(fields: Form, *more: h.Node, reason: LazyText | None = None, action: str = "/login") -> Response:
    """The sign-in form; `reason` says why one has come here."""
    wanted = local_path(fields.typed("next"))
    return document(
        _("Log in"),
        notice(str(reason)) if reason else None,
        form(
            action,
            fields.complaint(),
            hidden("next", wanted),
            fields.field("email", _("Email"), kind="email", autocomplete="username", first=True),
            fields.field("password", _("Password"), kind="password", autocomplete="current-password"),
            more,
            fields.checkbox("remember", _("Remember me")),
            button(_("Log in")),
        ),
        h.p(".aside")[
            woven(_("New here? {register}."), register=h.a(href=_with_next("/register", wanted))[_("Register")])
        ],
        h.p(".hint")[
            _("Forgotten the password? An administrator of this server can give you a link to set a new one.")
        ],
    )


def register_form(action: str, fields: Form, settings: Settings, *more: h.Node) -> h.Element:
    """The form that makes an account."""
    hint = ngettext(
        "At least {n} character. A few words that only you would put together.",
        "At least {n} characters. A few words that only you would put together.",
        settings.password_min_characters,
    )
    return form(
        action,
        fields.complaint(),
        more,
        fields.field("email", _("Email"), kind="email", autocomplete="username", first=True),
        fields.field("display_name", _("Display name"), autocomplete="name"),
        fields.field("password", _("Password"), kind="password", autocomplete="new-password", hint=hint),
        button(_("Create account")),
    )


def _with_next(path: str, wanted: str) -> str:
    return path if wanted == HOME else f"{path}?{urlencode({'next': wanted})}"
