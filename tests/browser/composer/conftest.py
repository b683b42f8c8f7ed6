"""Somebody who writes, behind a line that a test may slow or break."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import loop_fixture
from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import SignUp, Visitor
from tests.server import Server


@loop_fixture
async def alice(line: DelayProxy, sign_up: SignUp) -> Visitor:
    """Alice in a room of her own, her cursor in the field."""
    alice = await sign_up("alice", origin=line.origin)
    await alice.make_room("Chart room")
    await alice.composer.click()
    return alice


@pytest.fixture
def kept(alice: Visitor, server: Server) -> Kept:
    """What the database has of Alice's room."""
    return Kept(server, urlsplit(alice.page.url).path.removeprefix("/rooms/"))
