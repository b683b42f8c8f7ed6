"""The route that a form is posted to."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from livechat.errors import ChatError
from livechat.web.errors import problem_of
from livechat.web.html.form_data import FormData, read_form
from livechat.web.html.forms import Form

Act = Callable[[Request, FormData], Awaitable[Response]]
Show = Callable[[Request, Form], Awaitable[Response]]


class FormRoute(Route):
    """Reads the form and acts; what is refused is shown again with what was typed and the sentence on what is wrong.

    What `show` itself raises is for `ChatErrorMiddleware`, as on any route: then there is no form to show.
    """

    def __init__(self, path: str, act: Act, *, show: Show) -> None:
        self._act = act
        self._show = show
        super().__init__(path, self._post, methods=["POST"])

    async def _post(self, request: Request) -> Response:
        typed = FormData()
        try:
            typed = await read_form(request)
            return await self._act(request, typed)
        except ChatError as error:
            problem = problem_of(error)
            answer = await self._show(request, Form(typed, error))
        answer.status_code = problem.status_code
        answer.headers.update(problem.headers)
        return answer
