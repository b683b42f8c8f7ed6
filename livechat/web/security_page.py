"""How one signs in oneself: email, password, and the list of one's own sessions."""

from datetime import datetime

import htpy as h
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.errors import ChatError
from livechat.records import Session
from livechat.services.accounts import Accounts
from livechat.web.document import document, notice
from livechat.web.entry import enter
from livechat.web.fields import Form, button, form
from livechat.web.forms import read_form
from livechat.web.visitor import visitor_of

PATH = "/profile/security"
DONE = {
    "email": "Your email has been changed.",
    "password": "Your password has been changed, and all other sessions have ended.",
    "session": "The session has ended.",
    "others": "All other sessions have ended.",
}


class SecurityPage:
    """Plain forms, behind the session like every page."""

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._settings = settings

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.show, methods=["GET"]),
            Route(f"{PATH}/email", self.change_email, methods=["POST"]),
            Route(f"{PATH}/password", self.change_password, methods=["POST"]),
            Route(f"{PATH}/sessions/{{session_id:int}}/end", self.end_session, methods=["POST"]),
            Route(f"{PATH}/sessions/end-others", self.end_others, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        return await self._page(request, done=DONE.get(request.query_params.get("done", ""), ""))

    async def change_email(self, request: Request) -> Response:
        typed: dict[str, str] = {}
        try:
            typed = await read_form(request)
            await self._accounts.own.change_email(
                request.state.person_id, typed.get("email", ""), typed.get("password", "")
            )
        except ChatError as error:
            return await self._page(request, email_form=Form(typed, error))
        return _done("email")

    async def change_password(self, request: Request) -> Response:
        visitor = visitor_of(request.scope)
        session: Session = request.state.session
        try:
            typed = await read_form(request)
            await self._accounts.own.change_password(
                request.state.person_id, typed.get("present_password", ""), typed.get("new_password", "")
            )
            opened = await self._accounts.open_session(
                request.state.person_id, remember=session.remembered, visitor=visitor
            )
        except ChatError as error:
            return await self._page(request, password_form=Form(error=error))
        return await enter(self._accounts, request, visitor, opened, f"{PATH}?done=password")

    async def end_session(self, request: Request) -> Response:
        try:
            await self._accounts.sessions.end(request.state.person_id, request.path_params["session_id"])
        except ChatError as error:
            return await self._page(request, done=str(error))
        return _done("session")

    async def end_others(self, request: Request) -> Response:
        await self._accounts.sessions.end_all(request.state.person_id, but=request.state.session.id)
        return _done("others")

    async def _page(
        self,
        request: Request,
        *,
        done: str = "",
        email_form: Form | None = None,
        password_form: Form | None = None,
    ) -> Response:
        account = await self._accounts.own.of(request.state.person_id)
        sessions = await self._accounts.sessions.of(account.id)
        shown = email_form or password_form or Form()
        return document(
            "Sign-in and security",
            notice(done) if done else None,
            _email_form(email_form or Form({"email": account.email})),
            _password_form(password_form or Form(), self._settings.password_min_characters),
            _session_list(sessions, request.state.session.id),
            h.p(".aside")[h.a(href="/profile")["Back to the profile"]],
            wide=True,
            status_code=shown.status_code,
        )


def _email_form(fields: Form) -> h.Node:
    return h.section[
        h.h2["Email"],
        form(
            f"{PATH}/email",
            fields.complaint(),
            fields.field("email", "Email", kind="email", autocomplete="username"),
            fields.field("password", "Password", kind="password", autocomplete="current-password"),
            button("Change email"),
        ),
    ]


def _password_form(fields: Form, min_characters: int) -> h.Node:
    return h.section[
        h.h2["Password"],
        form(
            f"{PATH}/password",
            fields.complaint(),
            fields.field("present_password", "Present password", kind="password", autocomplete="current-password"),
            fields.field(
                "new_password",
                "New password",
                kind="password",
                autocomplete="new-password",
                hint=f"At least {min_characters} characters. All sessions end, also those of strangers.",
            ),
            button("Change password"),
        ),
    ]


def _session_list(sessions: list[Session], own_id: int) -> h.Node:
    return h.section[
        h.h2(id="sessions")["Sessions"],
        h.ul(".rows", aria_labelledby="sessions")[
            (_session_row(session, session.id == own_id) for session in sessions)
        ],
        form(f"{PATH}/sessions/end-others", button("End all other sessions", look="danger"))
        if len(sessions) > 1
        else None,
    ]


def _session_row(session: Session, is_own: bool) -> h.Node:
    where = f"{session.device}, {session.address}"
    used = "in use now, here" if is_own else f"last used {_moment(session.last_used_at)}"
    end = form(
        f"{PATH}/sessions/{session.id}/end",
        h.button(type="submit", class_="danger", aria_label=f"End {where}, {used}")["End"],
    )
    return h.li[h.div(".what")[h.strong[where], h.span[used]], None if is_own else end]


def _moment(at: datetime) -> h.Node:
    return h.time(datetime=at.isoformat())[f"{at.astimezone():%d %B %Y, %H:%M}"]


def _done(what: str) -> Response:
    return RedirectResponse(f"{PATH}?done={what}", 303)
