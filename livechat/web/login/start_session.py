"""The moment after a login: cookies are set, and the browser's earlier session ends."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from livechat.records import Session
from livechat.services.accounts.accounts import Accounts
from livechat.services.accounts.request_source import RequestSource
from livechat.web.login.cookies import SESSION_COOKIE, read_cookie, set_device_cookie, set_session_cookie


async def start_session(
    accounts: Accounts, request: Request, source: RequestSource, opened: tuple[str, Session], path: str
) -> Response:
    """Send the browser on with the cookies of its new session."""
    await accounts.sign_out(read_cookie(request.scope, SESSION_COOKIE))
    secret, session = opened
    answer = RedirectResponse(path, 303)
    set_session_cookie(answer, request.scope, secret, remember=session.remembered)
    set_device_cookie(answer, request.scope, source.device_secret)
    return answer
