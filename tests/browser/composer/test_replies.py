"""Answering a message: whom one answers is said above the field, and is kept with the draft."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import loop_fixture
from tests.browser.people import SignUp, Visitor

pytestmark = pytest.mark.timeout(90)


def note(somebody: Visitor, name: str = "bob") -> Locator:
    return somebody.page.get_by_role("note", name=f"Reply to {name}", exact=True)


@loop_fixture
async def bob(alice: Visitor, sign_up: SignUp) -> Visitor:
    """Somebody else in Alice's room, who has said something."""
    bob = await sign_up("bob")
    await bob.join(alice.page.url.rsplit("/", 1)[-1])
    await bob.send("who brings the *ropes*?")
    await alice.sees("who brings")
    return bob


async def reply(somebody: Visitor, text: str) -> None:
    row = somebody.row(text)
    await row.hover()
    await row.get_by_role("button", name="Reply", exact=True).click()


async def test_an_answer_stands_under_what_it_answers_and_the_next_message_answers_nothing(
    alice: Visitor, bob: Visitor
) -> None:
    await reply(alice, "who brings")
    await expect(note(alice)).to_contain_text("who brings the ropes?")
    await expect(alice.composer).to_be_focused()

    await alice.type_on("I do\nand a lamp\n")

    await expect(note(alice)).to_have_count(0)
    await expect(bob.row("I do").locator(".message-quote")).to_contain_text("who brings the ropes?")
    await expect(bob.row("and a lamp").locator(".message-quote")).to_have_count(0)


async def test_whom_one_answers_survives_reload_and_is_in_another_tab_until_it_is_cancelled(
    alice: Visitor, bob: Visitor
) -> None:
    await reply(alice, "who brings")
    await alice.page.reload()
    await expect(note(alice)).to_be_visible()
    await alice.composer.click()
    await alice.type_on("I do")
    other = await alice.new_tab()
    await other.page.goto(alice.page.url)
    await expect(note(other)).to_be_visible()
    await expect(other.composer).to_have_value("I do")

    await alice.page.get_by_role("button", name="Cancel reply", exact=True).click()

    await expect(note(alice)).to_have_count(0)
    await expect(note(other)).to_have_count(0)
    await expect(other.composer).to_have_value("I do")
    await expect(alice.composer).to_be_focused()
    await alice.composer.press("Enter")
    await expect(bob.row("I do")).to_be_visible()
    await expect(bob.row("I do").locator(".message-quote")).to_have_count(0)


async def test_the_note_follows_what_the_other_makes_of_the_message(alice: Visitor, bob: Visitor) -> None:
    await reply(alice, "who brings")
    await expect(note(alice)).to_be_visible()

    await bob.composer.press("ArrowUp")
    await expect(bob.composer).to_have_value("who brings the *ropes*?")
    await bob.composer.fill("who brings the ladder?")
    await bob.composer.press("Enter")

    await expect(note(alice)).to_contain_text("who brings the ladder?")
    await alice.type_on("Me")
    await alice.composer.press("Escape")
    await expect(note(alice)).to_have_count(0)
    await expect(alice.composer).to_have_value("Me")

    await reply(alice, "ladder")
    await expect(note(alice)).to_be_visible()
    await bob.row("ladder").hover()
    await bob.row("ladder").get_by_role("button", name="More").click()
    await bob.page.get_by_role("menuitem", name="Delete").click()

    await expect(note(alice)).to_contain_text("deleted message")
    await alice.composer.press("Enter")
    await expect(bob.row("Me").locator(".message-quote")).to_contain_text("deleted message")
