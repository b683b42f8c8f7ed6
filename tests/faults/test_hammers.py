"""One member without end, briefly; at full length `python -m tests.faults --long hammers`."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.attacks.catalogue import MEMBERS
from tests.faults.figures import assert_holds_at_last
from tests.faults.scale import SHORT
from tests.faults.scenarios import hammers
from tests.faults.scenarios.hammers import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with hammers.stage(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.mark.parametrize("attack", MEMBERS)
async def test_one_member_keeps_no_other_waiting(stage: Stage, attack: str) -> None:
    await assert_holds_at_last(lambda: hammers.hammer(stage, attack, SHORT))
