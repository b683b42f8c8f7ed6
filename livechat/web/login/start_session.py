"""The moment after a login: the browser gets its cookies and goes where it wanted to go."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from livechat.records import Session
from livechat.services.accounts.request_source import RequestSource
from livechat.web.login.cookies import set_device_cookie, set_session_cookie


def start_session(request: Request, source: RequestSource, opened: tuple[str, Session], path: str) -> Response:
    """Send the browser on with the cookies of its new session."""
    secret, session = opened
    answer = RedirectResponse(path, 303)
    set_session_cookie(answer, request.scope, secret, remember=session.remembered)
    set_device_cookie(answer, request.scope, source.device_secret)
    return answer
