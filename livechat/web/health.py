"""Whether the services run and the database takes what is written, for whoever watches the server."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from livechat.records import StorageTrouble

SERVICES = (  # others are of rooms, and which are busy or looked at concerns nobody outside
    "accounts",
    "drafts",
    "ended sessions",
    "erasure",
    "kept html",
    "lobby screen",
    "log",
    "presence",
    "reading",
    "room marks",
    "rooms",
    "screens",
    "scrubbing",
    "storage",
    "typing",
    "unopened pages",
    "viewer states",
)
CRASHING = "a service crashes again and again"


class Health:
    """200 while all is well, else 503 and the reason; both with the state of every service. It asks nobody."""

    def __init__(
        self,
        services: Callable[[], Mapping[str, str]],
        is_healthy: Callable[[], bool],
        trouble: Callable[[], StorageTrouble | None],
    ) -> None:
        self._services = services
        self._is_healthy = is_healthy
        self._trouble = trouble

    def routes(self) -> list[Route]:
        return [Route("/health", self.show, methods=["GET"])]

    async def show(self, _: Request) -> Response:
        states = self._services()
        services = {name: str(states[name]) for name in SERVICES if name in states}
        reason = self._reason()
        if reason:
            return JSONResponse({"status": "failing", "reason": reason, "services": services}, 503)
        return JSONResponse({"status": "ok", "services": services})

    def _reason(self) -> str:
        trouble = self._trouble()
        if trouble is not None and trouble.refuses:
            return str(trouble.reason)
        return "" if self._is_healthy() else CRASHING
