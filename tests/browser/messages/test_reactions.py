"""Emoji under messages, put there and taken away by two people at once."""

import os

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor


def strip(who: Visitor, text: str) -> Locator:
    """The reactions under a message."""
    return who.row(text).get_by_role("group", name="Reactions")


def reaction(who: Visitor, text: str, name: str) -> Locator:
    return strip(who, text).get_by_role("button", name=name, exact=True)


def picker(who: Visitor) -> Locator:
    return who.page.get_by_role("dialog", name="Emoji")


async def offer(who: Visitor, text: str) -> None:
    """Press "React" in a message's row."""
    await who.row(text).hover()
    await who.row(text).get_by_role("button", name="React", exact=True).click()


async def browse(who: Visitor, text: str) -> None:
    await offer(who, text)
    await who.page.get_by_role("button", name="More emoji").click()
    await expect(picker(who)).to_be_visible()


async def both_in(sign_up: SignUp, room: str) -> tuple[Visitor, Visitor]:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(await alice.make_room(room))
    return alice, bob


async def test_both_see_at_once_what_each_puts_under_a_message_and_takes_away(sign_up: SignUp) -> None:
    alice, bob = await both_in(sign_up, "Reaction pier")
    await alice.send("the ferry is late")

    await offer(bob, "ferry")
    await bob.page.get_by_role("button", name="thumbs up", exact=True).click()
    await expect(reaction(alice, "ferry", "👍 1")).to_be_visible()
    await reaction(alice, "ferry", "👍 1").click()
    for who in (alice, bob):
        await expect(reaction(who, "ferry", "👍 2")).to_have_attribute("title", "bob, alice")
    await reaction(bob, "ferry", "👍 2").click()

    for who in (alice, bob):
        await expect(reaction(who, "ferry", "👍 1")).to_have_attribute("title", "alice")


async def test_the_picker_finds_an_emoji_by_words_and_enter_takes_it(sign_up: SignUp) -> None:
    alice, bob = await both_in(sign_up, "Picker pier")
    await alice.send("a new boat")

    await browse(bob, "boat")
    await bob.page.get_by_role("searchbox", name="Search emoji").fill("party")
    if p := os.environ.get("SHOTS"):
        await bob.page.wait_for_timeout(500)
        await bob.page.screenshot(path=f"{p}/found.png")
    await expect(picker(bob).get_by_role("button", name="party popper", exact=True)).to_be_visible()
    await expect(picker(bob).get_by_role("button", name="grinning face", exact=True)).to_be_hidden()
    await picker(bob).get_by_role("button", name="party popper", exact=True).click()
    await expect(reaction(alice, "boat", "🎉 1")).to_be_visible()
    await expect(picker(bob)).to_have_count(0)
    await expect(bob.row("boat").get_by_role("button", name="React", exact=True)).to_be_focused()

    await browse(bob, "boat")
    if p := os.environ.get("SHOTS"):
        await bob.page.wait_for_timeout(500)
        await bob.page.screenshot(path=f"{p}/picker.png")
    await bob.page.keyboard.type("sailboat")
    await bob.page.keyboard.press("Enter")
    await expect(reaction(alice, "boat", "⛵ 1")).to_be_visible()
