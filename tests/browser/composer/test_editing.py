"""Changing what one has said, in the field where one writes: nothing typed goes anywhere else."""

import pytest
from playwright.async_api import expect

from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import Visitor

pytestmark = pytest.mark.timeout(90)


async def until_editing(alice: Visitor, text: str) -> None:
    await expect(alice.page.get_by_role("note", name="Editing your message", exact=True)).to_be_visible()
    await expect(alice.composer).to_have_value(text)


async def until_not_editing(alice: Visitor) -> None:
    await expect(alice.page.get_by_role("note", name="Editing your message", exact=True)).to_have_count(0)


async def test_up_in_an_empty_field_changes_ones_last_message_and_esc_leaves_it(alice: Visitor, kept: Kept) -> None:
    await alice.send("see you at noon")
    await alice.sees("see you at noon")

    await alice.composer.press("ArrowUp")
    await until_editing(alice, "see you at noon")
    await alice.type_on(" sharp")
    await alice.composer.press("Escape")

    await until_not_editing(alice)
    await expect(alice.composer).to_have_value("")
    await expect(alice.composer).to_be_focused()
    assert kept.messages == ["see you at noon"]


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
