"""The administrator's page: people, their state, and links for those who cannot sign in."""

import htpy as h
import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.i18n.text import gettext as _
from livechat.preferences.zones import zone_names
from livechat.records import Account
from livechat.services.accounts.accounts import Accounts
from livechat.services.accounts.one_time_links import SIGN_IN_LINK_MINUTES
from livechat.services.viewer_state import ViewerState, ViewerStates
from livechat.web.html.form_data import FormData
from livechat.web.html.form_route import FormRoute
from livechat.web.html.forms import EMPTY, Form, button, form
from livechat.web.html.layout import document, notice
from livechat.web.html.moments import moment_for
from livechat.web.schemes import SCHEMES

PATH = "/admin"


class AdminPage:
    """Plain forms; the services ask again whether one may."""

    def __init__(self, accounts: Accounts, viewer_states: ViewerStates, settings: Settings) -> None:
        self._administration = accounts.administration
        self._viewer_states = viewer_states
        self._settings = settings

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.show, methods=["GET"]),
            FormRoute(f"{PATH}/time-zone", self.choose_zone, show=self.show_again),
            Route(f"{PATH}/people/{{user_id:int}}/link", self.make_link, methods=["POST"]),
            Route(f"{PATH}/people/{{user_id:int}}/deactivate", self.deactivate, methods=["POST"]),
            Route(f"{PATH}/people/{{user_id:int}}/reactivate", self.reactivate, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        return await self.show_again(request, EMPTY)

    async def choose_zone(self, request: Request, typed: FormData) -> Response:
        await self._administration.choose_time_zone(request.state.person_id, typed["time_zone"])
        return RedirectResponse(PATH, 303)

    async def show_again(self, request: Request, fields: Form) -> Response:
        accounts = await self._administration.list_accounts(request.state.person_id)
        reader = self._viewer_states.for_person(request.state.person_id)
        rows = (_row(account, account.id == request.state.person_id, reader) for account in accounts)
        return document(
            _("People"),
            h.ul(".rows", aria_label=_("People"))[rows],
            _server_section(fields, reader),
            h.p(".aside")[h.a(href="/")[_("Back to the rooms")]],
            wide=True,
            theme=reader.preferences.theme,
        )

    async def make_link(self, request: Request) -> Response:
        account, path = await self._administration.make_sign_in_path(
            request.state.person_id, request.path_params["user_id"]
        )
        address = f"{self._settings.public_url or _asked(request)}{path}"
        return document(
            _("Link for {person}", person=account.display_name),
            notice(
                _(
                    "It works once, within {minutes} minutes, and leads to setting a new password.",
                    minutes=SIGN_IN_LINK_MINUTES,
                )
            ),
            h.div(".field")[
                h.label(for_="link")[_("Sign-in link")],
                h.input(id="link", value=address, readonly=True, autofocus=True),
            ],
            h.div(".code", role="img", aria_label=_("The link as a QR code"))[_qr_code(address)],
            h.p(".aside")[h.a(href=PATH)[_("Back to the people")]],
            theme=self._viewer_states.for_person(request.state.person_id).preferences.theme,
        )

    async def deactivate(self, request: Request) -> Response:
        await self._administration.deactivate(request.state.person_id, request.path_params["user_id"])
        return RedirectResponse(PATH, 303)

    async def reactivate(self, request: Request) -> Response:
        await self._administration.reactivate(request.state.person_id, request.path_params["user_id"])
        return RedirectResponse(PATH, 303)


def _server_section(fields: Form, reader: ViewerState) -> h.Node:
    """What is the server's, and how it may be changed."""
    here, names = str(reader.server_zone), zone_names()
    options = names if here in names else (here, *names)
    return h.section[
        h.h2[_("Server")],
        form(
            f"{PATH}/time-zone",
            fields.complaint(),
            fields.choice("time_zone", _("Time zone"), options, here),
            button(_("Save time zone")),
        ),
    ]


def _row(account: Account, is_own: bool, reader: ViewerState) -> h.Node:
    states = [account.email, _("administrator") if account.is_admin else "", _last_seen(account, reader)]
    who = f"{PATH}/people/{account.id}"
    return h.li[
        h.div(".what")[
            h.strong[account.display_name],
            h.span[" · ".join(state for state in states if state)],
            None if account.is_active else h.span[_("deactivated")],
        ],
        _link_form(who, account.display_name) if account.is_active else None,
        None if is_own else _state_form(who, account.display_name, account.is_active),
    ]


def _last_seen(account: Account, reader: ViewerState) -> str:
    if account.last_seen_at is None:
        return _("not here yet")
    return _("last here {moment}", moment=moment_for(reader, account.last_seen_at))


def _link_form(who: str, name: str) -> h.Node:
    return form(f"{who}/link", _act(_("Sign-in link"), _("Sign-in link {person}", person=name), "plain"))


def _state_form(who: str, name: str, is_active: bool) -> h.Node:
    if is_active:
        return form(f"{who}/deactivate", _act(_("Deactivate"), _("Deactivate {person}", person=name), "danger"))
    return form(f"{who}/reactivate", _act(_("Reactivate"), _("Reactivate {person}", person=name), "plain"))


def _act(label: str, full: str, style: str) -> h.Node:
    return h.button(type="submit", class_=style, aria_label=full)[label]


def _qr_code(address: str) -> Markup:
    drawing = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True)
    return Markup(drawing)  # noqa: S704 - drawn by segno; the address is only in its squares


def _asked(request: Request) -> str:
    return f"{SCHEMES[request.scope['scheme']]}://{request.headers.get('host', '')}"
