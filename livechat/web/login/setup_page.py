"""The setup link of a new server: who registers or signs in through it is its administrator and chooses its zone."""

import htpy as h
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.errors import LinkSpent
from livechat.i18n.text import gettext as _
from livechat.i18n.text import woven
from livechat.ids import UserId
from livechat.preferences.zones import zone_names
from livechat.services.accounts.accounts import Accounts
from livechat.services.server_zone import ServerZone, chosen_zone
from livechat.web.html.form_data import FormData, read_form
from livechat.web.html.form_route import FormRoute
from livechat.web.html.forms import EMPTY, Form, button, form
from livechat.web.html.layout import document, notice
from livechat.web.login.cookies import Cookies
from livechat.web.login.next_url import HOME
from livechat.web.login.request_source import request_source_of
from livechat.web.login.sign_in_pages import is_signed_in, register_form, sign_in_page
from livechat.web.login.start_session import start_session

PATH = "/setup/{secret}"


class SetupPage:
    """Claims the server, once."""

    def __init__(self, accounts: Accounts, settings: Settings, server_zone: ServerZone) -> None:
        self._accounts = accounts
        self._server_zone = server_zone
        self._settings = settings
        self._cookies = Cookies(settings.secret)

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.show, methods=["GET"]),
            FormRoute(PATH, self.register, show=self.show_register),
            Route(f"{PATH}/account", self.show_sign_in, methods=["GET"]),
            FormRoute(f"{PATH}/account", self.sign_in, show=self.show_sign_in),
            Route(f"{PATH}/claim", self.claim, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        if not is_signed_in(request):
            return await self.show_register(request)
        secret = await self._secret_of(request)
        return document(
            _("Set up this server"),
            notice(_("You will be its administrator.")),
            form(f"/setup/{secret}/claim", self._zone_field(EMPTY), button(_("Become administrator"))),
        )

    async def show_register(self, request: Request, fields: Form = EMPTY) -> Response:
        secret = await self._secret_of(request)
        return document(
            _("Set up this server"),
            notice(_("This account will be its administrator.")),
            register_form(f"/setup/{secret}", fields, self._settings, self._zone_field(fields)),
            h.p(".aside")[
                woven(_("I have an account: {sign_in}."), sign_in=h.a(href=f"/setup/{secret}/account")[_("sign in")])
            ],
        )

    async def register(self, request: Request, typed: FormData) -> Response:
        source, secret = request_source_of(request.scope, self._cookies), request.path_params["secret"]
        zone = _zone_in(typed)
        account = await self._accounts.register(
            typed["email"], typed["display_name"], typed["password"], source=source, setup=secret
        )
        await self._choose_zone(account.id, zone)
        opened = await self._accounts.open_session(account.id, source=source)
        return start_session(self._cookies, request, source, opened, HOME)

    async def show_sign_in(self, request: Request, fields: Form = EMPTY) -> Response:
        secret = await self._secret_of(request)
        return sign_in_page(fields, self._zone_field(fields), action=f"/setup/{secret}/account")

    async def sign_in(self, request: Request, typed: FormData) -> Response:
        source, secret = request_source_of(request.scope, self._cookies), request.path_params["secret"]
        zone = _zone_in(typed)
        opened = await self._accounts.sign_in(
            typed["email"], typed["password"], remember=typed["remember"] == "yes", source=source, setup=secret
        )
        await self._choose_zone(opened[1].user_id, zone)
        return start_session(self._cookies, request, source, opened, HOME)

    async def claim(self, request: Request) -> Response:
        secret = request.path_params["secret"]
        if not is_signed_in(request):
            return RedirectResponse(f"/setup/{secret}", 303)
        zone = _zone_in(await read_form(request)) if "content-type" in request.headers else ""
        await self._accounts.administration.claim(request.state.person_id, secret)
        await self._choose_zone(request.state.person_id, zone)
        return RedirectResponse(HOME, 303)

    def _zone_field(self, fields: Form) -> h.Element:
        """The machine's own is often UTC, wherever its people are."""
        here = self._server_zone.zone.key
        names = zone_names()
        return fields.choice("time_zone", _("Time zone"), names if here in names else (here, *names), here)

    async def _choose_zone(self, admin_id: UserId, zone: str) -> None:
        if zone:
            await self._accounts.administration.choose_time_zone(admin_id, zone)

    async def _secret_of(self, request: Request) -> str:
        """The link's secret, as long as it is good. Raises LinkSpent or Unavailable."""
        secret: str = request.path_params["secret"]
        if not await self._accounts.links.is_setup(secret):
            raise LinkSpent
        return secret


def _zone_in(typed: FormData) -> str:
    """What was chosen, if anything was; looked at before the link is spent. Raises Invalid."""
    zone = typed["time_zone"]
    if zone:
        chosen_zone(zone)
    return zone
