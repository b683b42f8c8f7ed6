"""SIGTERM in every state; see also `python -m tests.faults --long endings`."""

from pathlib import Path

import pytest

from tests.faults.figures import assert_all_hold
from tests.faults.scale import SHORT
from tests.faults.scenarios.endings import ENDINGS


@pytest.mark.parametrize("state", ENDINGS)
async def test_a_server_ends_when_it_is_told_to(tmp_path: Path, state: str) -> None:
    assert_all_hold(await ENDINGS[state](tmp_path, SHORT))
