"""The setup link of a new server: who registers or signs in through it is its administrator."""

import htpy as h
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.errors import ChatError, LinkSpent
from livechat.services.accounts.accounts import Accounts
from livechat.web.html.form_data import read_form
from livechat.web.html.forms import Form, button, form
from livechat.web.html.layout import document, notice
from livechat.web.login.next_url import HOME
from livechat.web.login.request_source import request_source_of
from livechat.web.login.sign_in_pages import register_form, sign_in_page
from livechat.web.login.start_session import start_session


class SetupPage:
    """Claims the server, once."""

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._settings = settings

    def routes(self) -> list[Route]:
        return [
            Route("/setup/{secret}", self.show, methods=["GET"]),
            Route("/setup/{secret}", self.register, methods=["POST"]),
            Route("/setup/{secret}/account", self.show_sign_in, methods=["GET"]),
            Route("/setup/{secret}/account", self.sign_in, methods=["POST"]),
            Route("/setup/{secret}/claim", self.claim, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        secret = request.path_params["secret"]
        if not await self._accounts.links.is_setup(secret):
            return spent_page()
        if getattr(request.state, "session", None) is not None:
            return document(
                "Set up this server",
                notice("You will be its administrator."),
                form(f"/setup/{secret}/claim", button("Become administrator")),
            )
        return self._register_page(secret, Form())

    async def register(self, request: Request) -> Response:
        typed: dict[str, str] = {}
        secret, source = request.path_params["secret"], request_source_of(request.scope)
        try:
            typed = await read_form(request)
            account = await self._accounts.register(
                typed.get("email", ""),
                typed.get("display_name", ""),
                typed.get("password", ""),
                source=source,
                setup=secret,
            )
            opened = await self._accounts.open_session(account.id, source=source)
        except ChatError as error:
            return spent_page() if is_spent(error) else self._register_page(secret, Form(typed, error))
        return start_session(request, source, opened, HOME)

    async def show_sign_in(self, request: Request) -> Response:
        secret = request.path_params["secret"]
        if not await self._accounts.links.is_setup(secret):
            return spent_page()
        return sign_in_page(HOME, Form(), action=f"/setup/{secret}/account")

    async def sign_in(self, request: Request) -> Response:
        typed: dict[str, str] = {}
        secret, source = request.path_params["secret"], request_source_of(request.scope)
        try:
            typed = await read_form(request)
            opened = await self._accounts.sign_in(
                typed.get("email", ""),
                typed.get("password", ""),
                remember=typed.get("remember") == "yes",
                source=source,
                setup=secret,
            )
        except ChatError as error:
            fields = Form(typed, error)
            return spent_page() if is_spent(error) else sign_in_page(HOME, fields, action=f"/setup/{secret}/account")
        return start_session(request, source, opened, HOME)

    async def claim(self, request: Request) -> Response:
        person_id = getattr(request.state, "person_id", None)
        if person_id is None:
            return RedirectResponse(f"/setup/{request.path_params['secret']}", 303)
        try:
            await self._accounts.administration.claim(person_id, request.path_params["secret"])
        except ChatError:
            return spent_page()
        return RedirectResponse(HOME, 303)

    def _register_page(self, secret: str, fields: Form) -> Response:
        return document(
            "Set up this server",
            notice("This account will be its administrator."),
            register_form(f"/setup/{secret}", fields, self._settings),
            h.p(".aside")["I have an account: ", h.a(href=f"/setup/{secret}/account")["sign in"], "."],
            status_code=fields.status_code,
        )


def is_spent(error: ChatError) -> bool:
    return isinstance(error, LinkSpent)


def spent_page() -> Response:
    """What every link shows that is spent, too old or invented."""
    return document(
        "This link is spent",
        notice(str(LinkSpent())),
        h.p[h.a(href="/login")["Go to the sign-in page"]],
        status_code=410,
    )
