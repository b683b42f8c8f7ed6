"""How one signs in oneself: email, password, and the list of one's own sessions."""

import htpy as h
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.i18n.text import LazyText, lazy_gettext
from livechat.i18n.text import gettext as _
from livechat.services.accounts.accounts import Accounts
from livechat.services.viewer_state import ViewerStates
from livechat.web.html.form_data import FormData
from livechat.web.html.form_route import FormRoute
from livechat.web.html.forms import EMPTY, Form
from livechat.web.html.layout import document, notice
from livechat.web.login.cookies import Cookies
from livechat.web.login.request_source import request_source_of
from livechat.web.login.security_view import PATH, email_section, password_section, sessions_section
from livechat.web.login.start_session import start_session

DONE = {
    "email": lazy_gettext("Your email has been changed."),
    "password": lazy_gettext("Your password has been changed, and all other sessions have ended."),
    "session": lazy_gettext("The session has ended."),
    "others": lazy_gettext("All other sessions have ended."),
}


class SecurityPage:
    """Plain forms, behind the session like every page."""

    def __init__(self, accounts: Accounts, viewer_states: ViewerStates, settings: Settings) -> None:
        self._accounts = accounts
        self._viewer_states = viewer_states
        self._settings = settings
        self._cookies = Cookies(settings.secret)

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.show, methods=["GET"]),
            FormRoute(f"{PATH}/email", self.change_email, show=self.show_email_again),
            FormRoute(f"{PATH}/password", self.change_password, show=self.show_password_again),
            Route(f"{PATH}/sessions/{{session_id:int}}/end", self.end_session, methods=["POST"]),
            Route(f"{PATH}/sessions/end-others", self.end_others, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        return await self._page(request, done=DONE.get(request.query_params.get("done", "")))

    async def show_email_again(self, request: Request, fields: Form) -> Response:
        return await self._page(request, email_form=fields)

    async def change_email(self, request: Request, typed: FormData) -> Response:
        await self._accounts.own.change_email(request.state.person_id, typed["email"], typed["password"])
        return _done("email")

    async def show_password_again(self, request: Request, fields: Form) -> Response:
        return await self._page(request, password_form=fields)

    async def change_password(self, request: Request, typed: FormData) -> Response:
        source, session = request_source_of(request.scope, self._cookies), request.state.session
        await self._accounts.own.change_password(session.user_id, typed["current_password"], typed["new_password"])
        opened = await self._accounts.open_session(
            session.user_id, remember=session.remembered, source=source, preferences=session.preferences
        )
        return start_session(self._cookies, request, source, opened, f"{PATH}?done=password")

    async def end_session(self, request: Request) -> Response:
        await self._accounts.sessions.end(request.state.person_id, request.path_params["session_id"])
        return _done("session")

    async def end_others(self, request: Request) -> Response:
        await self._accounts.sessions.end_all(request.state.person_id, but=request.state.session.id)
        return _done("others")

    async def _page(
        self,
        request: Request,
        *,
        done: LazyText | None = None,
        email_form: Form | None = None,
        password_form: Form = EMPTY,
    ) -> Response:
        reader = self._viewer_states.for_person(request.state.person_id)
        account = await self._accounts.own.get(request.state.person_id)
        sessions = await self._accounts.sessions.list_for(account.id)
        return document(
            _("Sign-in and security"),
            notice(str(done)) if done else None,
            email_section(email_form or Form({"email": account.email})),
            password_section(password_form, self._settings.password_min_characters),
            sessions_section(sessions, request.state.session.id, reader),
            h.p(".aside")[h.a(href="/profile")[_("Back to the profile")]],
            wide=True,
            theme=reader.preferences.theme,
        )


def _done(what: str) -> Response:
    return RedirectResponse(f"{PATH}?done={what}", 303)
