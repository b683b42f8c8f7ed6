import json
import re
from datetime import UTC, datetime

import pytest
from starlette.requests import Request
from starlette.responses import Response

from livechat.errors import Trouble
from livechat.records import StorageTrouble
from livechat.services.supervisor import ChildState
from livechat.web.health import CRASHING, SERVICES, Health
from tests.server import ROOT

STATES = {
    "rooms": ChildState.RUNNING,
    "room 12": ChildState.RUNNING,
    "screens": ChildState.RUNNING,
    "screen of room 12": ChildState.RESTARTING,
    "digest of room 12": ChildState.RUNNING,
}


async def answer(*, is_healthy: bool = True, trouble: Trouble | None = None) -> Response:
    known = None if trouble is None else StorageTrouble(trouble, datetime.now(UTC))
    return await Health(lambda: STATES, lambda: is_healthy, lambda: known).show(Request({"type": "http"}))


@pytest.mark.parametrize(
    ("is_healthy", "trouble", "told"),
    [
        (True, None, {"status": "ok"}),
        (True, Trouble.NEARLY_FULL, {"status": "ok"}),
        (False, None, {"status": "failing", "reason": CRASHING}),
        (True, Trouble.DISK_FULL, {"status": "failing", "reason": "the disk is full"}),
        (False, Trouble.LOCKED, {"status": "failing", "reason": "another program holds the database"}),
    ],
)
async def test_the_status_is_for_machines_and_for_people(
    is_healthy: bool, trouble: Trouble | None, told: dict[str, str]
) -> None:
    answered = await answer(is_healthy=is_healthy, trouble=trouble)

    assert answered.status_code == (200 if told["status"] == "ok" else 503)
    body = json.loads(bytes(answered.body))
    assert {name: body[name] for name in body if name != "services"} == told


async def test_nobody_learns_which_rooms_are_busy_or_looked_at() -> None:
    told = await answer()

    assert json.loads(bytes(told.body))["services"] == {"rooms": "running", "screens": "running"}


def test_every_service_that_is_of_no_room_is_told() -> None:
    started = re.compile(r'\bstart(?:_child)?\("([^"]+)"')
    found = {name for path in (ROOT / "livechat").rglob("*.py") for name in started.findall(path.read_text())}

    assert found == set(SERVICES)
