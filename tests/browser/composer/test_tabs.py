"""Two tabs of one room, of one person: they show one draft, and neither takes anything from the other."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import loop_fixture
from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import SignUp, Visitor
from tests.server import Server

CARET = "field => [field.selectionStart, field.selectionEnd]"

pytestmark = pytest.mark.timeout(90)


@loop_fixture
async def other(alice: Visitor) -> Visitor:
    """Alice's second tab, in the same room."""
    other = await alice.new_tab()
    await other.page.goto(alice.page.url)
    await expect(other.log).to_be_attached()
    return other


async def test_the_tab_that_is_not_typed_in_follows_and_the_caret_stays_where_one_types(
    alice: Visitor, other: Visitor
) -> None:
    await alice.type_on("we met on Tusday")
    await expect(other.composer).to_have_value("we met on Tusday")
    for _ in range(4):
        await alice.page.keyboard.press("ArrowLeft")

    await alice.type_on("e")

    await expect(other.composer).to_have_value("we met on Tuesday")
    assert await alice.composer.evaluate(CARET) == [13, 13]
    await alice.type_on("\n")
    await alice.sees("we met on Tuesday")
    await expect(other.composer).to_have_value("")


async def test_what_is_begun_in_one_tab_is_ended_in_the_other_and_sent_once(
    alice: Visitor, other: Visitor, kept: Kept
) -> None:
    await alice.type_on("plan")
    await expect(other.composer).to_have_value("plan")
    await other.composer.press("End")

    await other.type_on(" A")
    await expect(alice.composer).to_have_value("plan A", timeout=10_000)
    await alice.composer.press("Enter")
    await other.composer.press("Enter")

    await alice.sees("plan A")
    await expect(other.composer).to_have_value("")
    assert kept.messages == ["plan A"]


async def test_typed_in_one_and_then_in_the_other_nothing_is_lost_over_a_reload(alice: Visitor, other: Visitor) -> None:
    await alice.type_on("typed in the first")
    await other.composer.click()
    await other.type_on(" typed in the second")

    for tab in (alice, other):
        await tab.page.reload()

    for tab in (alice, other):
        value = await tab.composer.input_value()
        assert "typed in the first" in value
        assert "typed in the second" in value


async def test_what_was_typed_in_a_tab_without_a_line_stands_below_what_was_typed_in_the_other(
    line: DelayProxy, sign_up: SignUp, server: Server
) -> None:
    alice = await sign_up("alice", origin=line.origin)
    slug = await alice.make_room("Chart room")
    await alice.composer.click()
    await alice.type_on("begun")
    await Kept(server, slug).until_drafted("begun")
    other = await alice.new_tab()
    await other.page.goto(f"{server.origin}/rooms/{slug}")
    await expect(other.composer).to_have_value("begun")

    await line.refuse()
    line.cut()
    await alice.type_on(" without a line")
    await other.composer.press("End")
    await other.type_on(" and ended")
    await Kept(server, slug).until_drafted("begun and ended")
    await line.listen()

    both = "begun and ended\nbegun without a line"
    await expect(alice.composer).to_have_value(both)
    await expect(other.composer).to_have_value(both)
    await Kept(server, slug).until_drafted(both)


async def test_a_last_key_that_comes_after_the_new_page_is_in_it(line: DelayProxy, sign_up: SignUp) -> None:
    alice = await sign_up("alice", origin=line.origin)
    await alice.make_room("Chart room")
    await alice.composer.click()
    await alice.type_on("half of i")
    new_page = await alice.new_tab()
    await new_page.page.goto(alice.page.url)
    await expect(new_page.composer).to_have_value("half of i")

    line.delay_seconds = 0.3
    await alice.page.keyboard.press("t")
    await alice.page.goto("about:blank")  # the key is on its way, the page that said it has gone

    await expect(new_page.composer).to_have_value("half of it")
