"""A link from the administrator lets somebody in who has forgotten the password: they set a new one."""

import htpy as h
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from livechat.config import Settings
from livechat.errors import LinkSpent
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.services.accounts.accounts import Accounts
from livechat.web.html.form_data import FormData
from livechat.web.html.form_route import FormRoute
from livechat.web.html.forms import EMPTY, Form, button, form
from livechat.web.html.layout import document, notice
from livechat.web.login.cookies import Cookies
from livechat.web.login.next_url import HOME
from livechat.web.login.request_source import request_source_of
from livechat.web.login.start_session import start_session

PATH = "/sign-in/{secret}"


class PasswordLinkPage:
    """The form behind a sign-in link. Looking at it spends nothing: previews fetch links, too."""

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._settings = settings
        self._cookies = Cookies(settings.secret)

    def routes(self) -> list[Route]:
        return [Route(PATH, self.show, methods=["GET"]), FormRoute(PATH, self.set_password, show=self.show)]

    async def show(self, request: Request, fields: Form = EMPTY) -> Response:
        secret = request.path_params["secret"]
        user_id = await self._accounts.links.signs_in(secret)
        if user_id is None:
            raise LinkSpent
        account = await self._accounts.own.get(user_id)
        return document(
            _("Set a new password"),
            notice(_("Hello {person}. You sign in as {email}.", person=account.display_name, email=account.email)),
            form(
                f"/sign-in/{secret}",
                fields.complaint(),
                h.input(type="hidden", name="email", value=account.email, autocomplete="username"),
                self._password_field(fields),
                button(_("Set password")),
            ),
        )

    async def set_password(self, request: Request, typed: FormData) -> Response:
        source = request_source_of(request.scope, self._cookies)
        user_id = await self._accounts.own.set_password_by_link(request.path_params["secret"], typed["new_password"])
        opened = await self._accounts.open_session(user_id, source=source)
        return start_session(self._cookies, request, source, opened, HOME)

    def _password_field(self, fields: Form) -> h.Element:
        hint = ngettext("At least {n} character.", "At least {n} characters.", self._settings.password_min_characters)
        return fields.field(
            "new_password", _("New password"), kind="password", autocomplete="new-password", hint=hint, first=True
        )
