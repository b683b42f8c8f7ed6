"""`kill -9`, briefly; at full length `python -m tests.faults --long kills`."""

from pathlib import Path

from tests.faults.figures import assert_all_hold
from tests.faults.scale import SHORT
from tests.faults.scenarios import kills


async def test_what_anybody_saw_is_there_once_after_kills_through_pages(tmp_path: Path) -> None:
    assert_all_hold(await kills.page_kills(tmp_path, SHORT))


async def test_every_acknowledged_message_is_there_once_after_twenty_kills(tmp_path: Path) -> None:
    assert_all_hold(await kills.service_kills(tmp_path, SHORT))
