"""A stranger without end, briefly; at full length `python -m tests.faults --long strangers`."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.attacks.catalogue import STRANGERS
from tests.faults.figures import assert_holds_at_last
from tests.faults.scale import SHORT
from tests.faults.scenarios import strangers
from tests.faults.site import Site, running_site

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with running_site(tmp_path_factory.mktemp("site"), 1, files=strangers.FILES) as site:
        yield site


@pytest.mark.parametrize("attack", STRANGERS)
async def test_a_stranger_stops_nothing(site: Site, attack: str) -> None:
    await assert_holds_at_last(lambda: strangers.attack(site, attack, SHORT))
