"""A full disk and a locked database, briefly; at full length `python -m tests.faults --long full_disk locked`."""

from pathlib import Path

from tests.faults.figures import assert_all_hold
from tests.faults.scale import SHORT
from tests.faults.scenarios import full_disk, locked


async def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    assert_all_hold(await full_disk.serving(tmp_path, SHORT))


async def test_a_server_with_a_full_disk_ends(tmp_path: Path) -> None:
    assert_all_hold(await full_disk.ending(tmp_path, SHORT))


async def test_a_start_on_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    assert_all_hold(await full_disk.starting(tmp_path, SHORT))


async def test_a_locked_database_delays_and_loses_nothing(tmp_path: Path) -> None:
    assert_all_hold(await locked.posting(tmp_path, SHORT))


async def test_a_server_with_a_locked_database_ends(tmp_path: Path) -> None:
    assert_all_hold(await locked.ending(tmp_path, SHORT))
