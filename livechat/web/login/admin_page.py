"""The administrator's page: people, their state, and links for those who cannot sign in."""

import htpy as h
import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
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
            "People",
            h.ul(".rows", aria_label="People")[rows],
            _server_section(fields, reader),
            h.p(".aside")[h.a(href="/")["Back to the rooms"]],
            wide=True,
            theme=reader.preferences.theme,
        )

    async def make_link(self, request: Request) -> Response:
        account, path = await self._administration.make_sign_in_path(
            request.state.person_id, request.path_params["user_id"]
        )
        address = f"{self._settings.public_url or _asked(request)}{path}"
        return document(
            f"Link for {account.display_name}",
            notice(f"It works once, within {SIGN_IN_LINK_MINUTES} minutes, and leads to setting a new password."),
            h.div(".field")[
                h.label(for_="link")["Sign-in link"], h.input(id="link", value=address, readonly=True, autofocus=True)
            ],
            h.div(".code", role="img", aria_label="The link as a QR code")[_qr_code(address)],
            h.p(".aside")[h.a(href=PATH)["Back to the people"]],
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
        h.h2["Server"],
        form(
            f"{PATH}/time-zone",
            fields.complaint(),
            fields.choice("time_zone", "Time zone", options, here),
            button("Save time zone"),
        ),
    ]


def _row(account: Account, is_own: bool, reader: ViewerState) -> h.Node:
    seen = f"last here {moment_for(reader, account.last_seen_at)}" if account.last_seen_at else "not here yet"
    states = [account.email, "administrator" if account.is_admin else "", seen]
    who = f"{PATH}/people/{account.id}"
    return h.li[
        h.div(".what")[
            h.strong[account.display_name],
            h.span[" · ".join(state for state in states if state)],
            None if account.is_active else h.span["deactivated"],
        ],
        form(f"{who}/link", _act("Sign-in link", "plain", account)) if account.is_active else None,
        None if is_own else _state_form(who, account),
    ]


def _state_form(who: str, account: Account) -> h.Node:
    if account.is_active:
        return form(f"{who}/deactivate", _act("Deactivate", "danger", account))
    return form(f"{who}/reactivate", _act("Reactivate", "plain", account))


def _act(label: str, style: str, account: Account) -> h.Node:
    return h.button(type="submit", class_=style, aria_label=f"{label} {account.display_name}")[label]


def _qr_code(address: str) -> Markup:
    drawing = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True)
    return Markup(drawing)  # noqa: S704 - drawn by segno; the address is only in its squares


def _asked(request: Request) -> str:
    return f"{SCHEMES[request.scope['scheme']]}://{request.headers.get('host', '')}"
