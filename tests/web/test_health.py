import json

import pytest
from starlette.requests import Request
from starlette.responses import Response

from livechat.services.supervisor import ChildState
from livechat.web.health import Health

SERVICES = {
    "rooms": ChildState.RUNNING,
    "room 12": ChildState.RUNNING,
    "screens": ChildState.RUNNING,
    "screen of room 12": ChildState.RESTARTING,
}


async def answer(*, is_healthy: bool) -> Response:
    return await Health(lambda: SERVICES, lambda: is_healthy).show(Request({"type": "http"}))


@pytest.mark.parametrize(("is_healthy", "status_code", "status"), [(True, 200, "ok"), (False, 503, "failing")])
async def test_the_status_is_for_machines_and_for_people(is_healthy: bool, status_code: int, status: str) -> None:
    told = await answer(is_healthy=is_healthy)

    assert told.status_code == status_code
    assert json.loads(bytes(told.body))["status"] == status


async def test_nobody_learns_which_rooms_are_busy_or_looked_at() -> None:
    told = await answer(is_healthy=True)

    assert json.loads(bytes(told.body))["services"] == {"rooms": "running", "screens": "running"}
