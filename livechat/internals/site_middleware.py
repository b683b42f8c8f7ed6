"""The middlewares of NiceGUI's own app: it adds some unasked, and takes others only from the outside."""

from nicegui import app
from nicegui.middlewares import RedirectWithPrefixMiddleware, SetCacheControlMiddleware
from starlette.middleware import Middleware


def place_innermost(middleware: Middleware) -> None:
    """Put it next to the pages, once, where an answer is not compressed yet; `add_middleware` adds outermost."""
    if middleware.cls not in [present.cls for present in app.user_middleware]:
        app.user_middleware.append(middleware)


def replace_request_tasks(*ours: Middleware) -> None:
    """Put these in the place of the two that take a task and two streams for each request.

    One sets the caching of NiceGUI's files, and the other serves prefixes, which we have none of.
    """
    theirs: tuple[object, ...] = (RedirectWithPrefixMiddleware, SetCacheControlMiddleware)
    app.user_middleware[:] = [*ours, *(present for present in app.user_middleware if present.cls not in theirs)]
