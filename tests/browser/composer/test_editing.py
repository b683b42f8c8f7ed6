"""Changing what one has said, in the field where one writes: nothing typed goes anywhere else."""

import sqlite3
from contextlib import closing

import pytest
from playwright.async_api import expect

from tests.browser.conftest import loop_fixture
from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import SignUp, Visitor
from tests.server import Server

pytestmark = pytest.mark.timeout(90)


async def until_editing(alice: Visitor, text: str) -> None:
    await expect(alice.page.get_by_role("note", name="Editing your message", exact=True)).to_be_visible()
    await expect(alice.composer).to_have_value(text)


async def until_not_editing(alice: Visitor, text: str = "") -> None:
    await expect(alice.page.get_by_role("note", name="Editing your message", exact=True)).to_have_count(0)
    await expect(alice.composer).to_have_value(text)


@loop_fixture
async def bob(alice: Visitor, sign_up: SignUp) -> Visitor:
    """Somebody else in Alice's room."""
    bob = await sign_up("bob")
    await bob.join(alice.page.url.rsplit("/", 1)[-1])
    return bob


async def test_up_changes_ones_last_message_however_many_others_wrote_since_and_esc_leaves_it(
    alice: Visitor, bob: Visitor, kept: Kept
) -> None:
    await alice.type_on("see you at noon\n")
    await alice.sees("see you at noon")
    for text in ("good", "very good"):
        await bob.send(text)
        await alice.sees(text)

    await alice.composer.press("ArrowUp")
    await until_editing(alice, "see you at noon")
    await alice.type_on(" sharp")
    await alice.composer.press("Escape")
    await until_not_editing(alice)
    await alice.composer.press("ArrowUp")
    await until_editing(alice, "see you at noon")
    await alice.type_on(", at the pier\n")

    await until_not_editing(alice)
    await expect(alice.composer).to_be_focused()
    await bob.sees("see you at noon, at the pier")
    await expect(bob.row("at the pier").get_by_role("button", name="edited", exact=True)).to_be_visible()
    assert kept.messages == ["see you at noon, at the pier", "good", "very good"]


async def test_up_within_a_text_and_down_anywhere_change_no_message(alice: Visitor) -> None:
    await alice.type_on("said\n")
    await alice.sees("said")

    await alice.composer.press("ArrowDown")
    await alice.composer.fill("above\nbelow")
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"):
        await alice.composer.press(key)
    await alice.type_on("!")

    await until_not_editing(alice, "above\nbelow!")


@pytest.mark.parametrize("delay_seconds", [0.0, 0.3])
async def test_keys_after_the_enter_that_saves_belong_to_the_next_message(
    alice: Visitor, kept: Kept, line: DelayProxy, delay_seconds: float
) -> None:
    line.delay_seconds = delay_seconds
    await alice.type_on("first\n")
    await alice.page.keyboard.press("ArrowUp")
    await alice.type_on(" changed\nsecond\n")
    await alice.page.keyboard.press("ArrowUp")
    await alice.type_on(" changed too\nthird")

    await alice.sees("second changed too")
    await alice.sees("first changed")
    await expect(alice.composer).to_have_value("third")
    assert kept.messages == ["first changed", "second changed too"]


async def test_an_edit_survives_reload_and_another_room_and_is_in_another_tab_and_the_draft_comes_back(
    alice: Visitor, kept: Kept
) -> None:
    await alice.type_on("said\n")
    await alice.sees("said")
    await alice.type_on("half a draft")
    await alice.rows.hover()
    await alice.rows.get_by_role("button", name="More").click()
    await alice.page.get_by_role("menuitem", name="Edit").click()
    await until_editing(alice, "said")
    await expect(alice.composer).to_be_focused()
    await alice.type_on(" again")

    room = alice.page.url
    other = await alice.new_tab()
    await other.page.goto(room)
    await until_editing(other, "said again")
    await alice.page.reload()
    await until_editing(alice, "said again")
    await alice.new_room("Elsewhere")
    await until_not_editing(alice)
    await alice.walk_to("Chart room")
    await until_editing(alice, "said again")

    await other.composer.press("Enter")

    await until_not_editing(alice, "half a draft")
    await until_not_editing(other, "half a draft")
    await alice.sees("said again")
    assert kept.messages == ["said again"]


async def test_an_emptied_and_a_too_long_edit_stay_with_the_reason(alice: Visitor, kept: Kept) -> None:
    await alice.type_on("said\n")
    await alice.sees("said")
    await alice.composer.press("ArrowUp")
    await until_editing(alice, "said")

    await alice.composer.fill("")
    await alice.composer.press("Enter")
    await expect(alice.page.get_by_role("alert")).to_contain_text("Delete the message instead")
    await alice.composer.fill("x" * 10_001)
    await alice.composer.press("Enter")
    await expect(alice.page.get_by_role("alert")).to_contain_text("at most 10,000 characters")

    await until_editing(alice, "x" * 10_001)
    assert kept.messages == ["said"]
    await alice.page.get_by_role("button", name="Cancel edit").click()
    await until_not_editing(alice)
    await expect(alice.composer).to_be_focused()


async def test_the_text_of_an_edit_whose_message_is_gone_becomes_a_draft(
    alice: Visitor, server: Server, kept: Kept
) -> None:
    await alice.type_on("said\n")
    await alice.sees("said")
    await alice.composer.press("ArrowUp")
    await until_editing(alice, "said")
    await alice.type_on(" again")
    with closing(sqlite3.connect(server.database)) as database, database:
        database.execute("UPDATE message SET deleted_at = inserted_at, deleted_by_id = user_id WHERE body = 'said'")

    await alice.composer.press("Enter")

    await expect(alice.page.get_by_role("alert")).to_contain_text("deleted meanwhile")
    await until_not_editing(alice, "said again")
    await kept.until_drafted("said again")
    with closing(sqlite3.connect(server.database)) as database, database:
        database.execute("UPDATE message SET deleted_at = NULL, deleted_by_id = NULL WHERE body = 'said'")


async def test_who_saves_an_edit_far_up_stays_there(alice: Visitor) -> None:
    for number in range(40):
        await alice.type_on(f"number {number}\n", seconds_a_key=0)
    await alice.sees("number 39")
    row = alice.row("number 3").first
    await row.scroll_into_view_if_needed()
    await row.hover()
    await row.get_by_role("button", name="More").click()
    await alice.page.get_by_role("menuitem", name="Edit").click()
    await until_editing(alice, "number 3")
    await expect(alice.composer).to_be_focused()

    await alice.type_on(" or so\n")

    await until_not_editing(alice)
    await alice.sees("number 3 or so")
    await expect(alice.row("number 3 or so")).to_be_in_viewport()
    await expect(alice.row("number 39")).not_to_be_in_viewport()
