"""Whether the services run, for whoever watches the server."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ROOM = "room "  # and its number: which rooms are busy or looked at concerns nobody outside


class Health:
    """200 while all is well, else 503; both with every service's state."""

    def __init__(self, services: Callable[[], Mapping[str, str]], is_healthy: Callable[[], bool]) -> None:
        self._services = services
        self._is_healthy = is_healthy

    def routes(self) -> list[Route]:
        return [Route("/health", self.show, methods=["GET"])]

    async def show(self, _: Request) -> Response:
        healthy = self._is_healthy()
        services = {name: str(state) for name, state in self._services().items() if ROOM not in name}
        return JSONResponse({"status": "ok" if healthy else "failing", "services": services}, 200 if healthy else 503)
