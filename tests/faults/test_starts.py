"""Starts that are refused or killed, briefly; at full length `python -m tests.faults --long starts`."""

from pathlib import Path

import pytest

from tests.faults.figures import assert_all_hold
from tests.faults.scale import SHORT
from tests.faults.scenarios import starts


async def test_a_second_server_on_one_data_directory_refuses(tmp_path: Path) -> None:
    assert_all_hold(await starts.second_server(tmp_path, SHORT))


async def test_a_server_starts_after_starts_that_were_killed(tmp_path: Path) -> None:
    assert_all_hold(await starts.killed_starts(tmp_path, SHORT))


@pytest.mark.parametrize("broken", starts.BROKEN)
async def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path, broken: str) -> None:
    assert_all_hold(await starts.broken_file(broken, tmp_path, SHORT))
