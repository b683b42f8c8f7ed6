"""The moment after a login: the browser gets its cookies and goes where it wanted to go."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from livechat.records import Session
from livechat.services.accounts.request_source import RequestSource
from livechat.web.login.cookies import Cookies


def start_session(
    cookies: Cookies, request: Request, source: RequestSource, opened: tuple[str, Session], path: str
) -> Response:
    """Send the browser on with the cookies of its new session."""
    secret, session = opened
    answer = RedirectResponse(path, 303)
    cookies.set_session(answer, request.scope, secret, remember=session.remembered)
    cookies.set_device(answer, request.scope, source.device_secret)
    return answer
