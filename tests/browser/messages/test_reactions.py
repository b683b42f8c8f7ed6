"""Emoji under messages, put there and taken away by two people at once."""

from playwright.async_api import Locator, expect

from tests.browser.keyboard import HAS_FOCUS, tab_to
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
    await expect(picker(bob).get_by_role("button", name="party popper", exact=True)).to_be_visible()
    await expect(picker(bob).get_by_role("button", name="grinning face", exact=True)).to_be_hidden()
    await picker(bob).get_by_role("button", name="party popper", exact=True).click()
    await expect(reaction(alice, "boat", "🎉 1")).to_be_visible()
    await expect(picker(bob)).to_have_count(0)
    await expect(bob.row("boat").get_by_role("button", name="React", exact=True)).to_be_focused()

    await browse(bob, "boat")
    await expect(bob.page.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    await bob.page.keyboard.type("sailboat")
    await bob.page.keyboard.press("Enter")
    await expect(reaction(alice, "boat", "⛵ 1")).to_be_visible()


async def test_what_is_pressed_keeps_the_focus_while_others_react_at_the_same_time(sign_up: SignUp) -> None:
    alice, bob = await both_in(sign_up, "Crowded pier")
    await alice.send("who comes along")
    await offer(alice, "along")
    await alice.page.get_by_role("button", name="thumbs up", exact=True).click()
    await expect(reaction(bob, "along", "👍 1")).to_be_visible()

    pressed = await reaction(bob, "along", "👍 1").element_handle()
    assert pressed is not None
    await reaction(bob, "along", "👍 1").focus()
    await bob.page.keyboard.press("Enter")
    await expect(reaction(bob, "along", "👍 2")).to_be_visible()
    for name in ("red heart", "party popper"):
        await offer(alice, "along")
        await alice.page.get_by_role("button", name=name, exact=True).last.click()  # the row before closes meanwhile
    await reaction(alice, "along", "👍 2").click()
    await expect(reaction(bob, "along", "👍 1")).to_be_visible()
    await expect(reaction(bob, "along", "🎉 1")).to_be_visible()

    assert await pressed.evaluate(HAS_FOCUS)
    await bob.page.keyboard.press("Enter")
    await expect(reaction(alice, "along", "👍 1")).to_have_count(0)


async def test_ones_own_are_marked_for_oneself_alone(sign_up: SignUp) -> None:
    alice, bob = await both_in(sign_up, "Marked pier")
    await alice.send("mine and yours")
    await offer(alice, "mine")
    await alice.page.get_by_role("button", name="thumbs up", exact=True).click()
    await expect(reaction(bob, "mine", "👍 1")).to_be_visible()

    border = "element => getComputedStyle(element).borderColor"
    of_alice, of_bob = [await reaction(who, "mine", "👍 1").evaluate(border) for who in (alice, bob)]
    assert of_alice != of_bob


async def offer_by_keyboard(visitor: Visitor, text: str) -> Locator:
    """Have the emoji offered at a message, the first with the focus; what has them offered."""
    react = visitor.row(text).get_by_role("button", name="React", exact=True)
    await visitor.row(text).focus()
    await tab_to(react)
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.page.get_by_role("button", name="thumbs up", exact=True)).to_be_focused()
    return react


async def test_by_keyboard_alone_one_reacts_and_is_back_at_the_message(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Keyboard pier")
    await alice.send("no mouse here")
    react = await offer_by_keyboard(alice, "no mouse")
    await tab_to(alice.page.get_by_role("button", name="More emoji"))
    await alice.page.keyboard.press("Enter")
    await expect(alice.page.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    await alice.page.keyboard.type("thumbs")
    tone = alice.page.get_by_role("button", name="Medium skin tone", exact=True)
    await tab_to(tone)
    await alice.page.keyboard.press("Enter")
    await expect(tone).to_have_attribute("aria-pressed", "true")
    await expect(tone).to_be_focused()
    await tab_to(picker(alice).get_by_role("button", name="thumbs up medium skin tone", exact=True))
    await alice.page.keyboard.press("Enter")

    await expect(reaction(alice, "no mouse", "👍🏽 1")).to_be_visible()
    await expect(react).to_be_focused()

    await alice.page.keyboard.press("Enter")
    await expect(alice.page.get_by_role("button", name="thumbs up medium skin tone", exact=True)).to_be_focused()
    await alice.page.keyboard.press("Escape")
    await expect(react).to_be_focused()


async def test_the_key_that_chose_an_emoji_opens_nothing_when_it_is_released(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Release pier")
    await alice.send("a slow finger")
    react = await offer_by_keyboard(alice, "slow finger")

    await alice.page.keyboard.down("Enter")
    await expect(react).to_be_focused()
    await alice.page.keyboard.up("Enter")

    await expect(reaction(alice, "slow finger", "👍 1")).to_be_visible()
    await expect(alice.page.locator(".quick-row")).to_have_count(0)
    await expect(react).to_be_focused()


async def test_by_touch_on_a_phone_one_reacts_and_reads_who_did(sign_up: SignUp) -> None:
    alice = await sign_up("alice", viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    await alice.make_room("Phone pier")
    await alice.composer.fill("small screen")
    await alice.page.get_by_role("button", name="Send").tap()
    await alice.row("small").tap()
    await alice.row("small").get_by_role("button", name="React", exact=True).tap()
    await alice.page.get_by_role("button", name="More emoji").tap()
    await expect(picker(alice)).to_be_visible()
    width = await alice.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 375
    await picker(alice).get_by_role("button", name="thumbs up", exact=True).tap()
    await expect(reaction(alice, "small", "👍 1")).to_be_visible()

    await alice.row("small").get_by_role("button", name="More", exact=True).tap()
    await alice.page.get_by_role("menuitem", name="Reactions").tap()
    await expect(alice.page.get_by_role("dialog", name="Reactions").get_by_text("alice")).to_be_visible()
    await alice.page.get_by_role("button", name="Close").tap()
    await expect(alice.page.get_by_role("dialog")).to_have_count(0)
