"""What was read stays read when the server starts again, and a page that comes back by itself reads nothing."""

import pytest
from playwright.async_api import expect

from tests.browser.people import SignUp
from tests.browser.reading.sidebar import counts, new_messages
from tests.browser.test_server_away import started_again
from tests.server import Server


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


async def test_a_restart_keeps_what_was_read_and_reads_nothing(sign_up: SignUp, own_server: Server) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Restarted")
    await bob.join(slug)
    await bob.send("before")
    await counts(alice, "Restarted", 1)
    await alice.log.click()
    await counts(alice, "Restarted", 0)
    await bob.send("meanwhile")
    await alice.sees("meanwhile")
    await counts(alice, "Restarted", 1)

    assert await own_server.stop() == 0
    await started_again(own_server, alice, bob)

    await counts(alice, "Restarted", 1)
    await expect(alice.row("meanwhile").get_by_role("separator", name="New messages")).to_be_visible()
    await alice.log.click()
    await counts(alice, "Restarted", 0)
    await counts(bob, "Restarted", 0)
    await expect(new_messages(alice)).to_have_count(1)
