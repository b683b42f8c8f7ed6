"""Many at once, briefly; at full length `python -m tests.faults --long crowds`."""

from pathlib import Path

from tests.faults.figures import assert_all_hold
from tests.faults.scale import SHORT
from tests.faults.scenarios import crowds


async def test_many_open_a_room_in_the_same_moment(tmp_path: Path) -> None:
    assert_all_hold(await crowds.sockets(tmp_path, SHORT))


async def test_pages_without_sockets_cost_what_one_person_may_have(tmp_path: Path) -> None:
    assert_all_hold(await crowds.fetches(tmp_path, SHORT))


async def test_pages_that_come_and_go_leave_nothing(tmp_path: Path) -> None:
    assert_all_hold(await crowds.cycles(tmp_path, SHORT))


async def test_everybody_comes_back_after_a_restart_and_after_a_kill(tmp_path: Path) -> None:
    assert_all_hold(await crowds.restart(tmp_path, SHORT))
