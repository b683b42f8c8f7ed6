"""The clock jumps; see also `python -m tests.faults --long clock`."""

from pathlib import Path

from tests.faults.figures import assert_all_hold
from tests.faults.scale import SHORT
from tests.faults.scenarios import clock


async def test_the_clock_may_jump_while_people_talk(tmp_path: Path) -> None:
    assert_all_hold(await clock.jumps(tmp_path, SHORT))
