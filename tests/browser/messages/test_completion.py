"""Names of emoji, completed while they are typed."""

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor


def offered(who: Visitor) -> Locator:
    return who.page.get_by_role("listbox", name="Emoji")


def options(who: Visitor) -> Locator:
    return offered(who).get_by_role("option")


async def at_work(sign_up: SignUp, room: str) -> Visitor:
    alice = await sign_up("alice")
    await alice.make_room(room)
    await alice.composer.focus()
    return alice


async def test_a_name_is_completed_by_keys_and_what_is_typed_on_follows_it(sign_up: SignUp) -> None:
    alice = await at_work(sign_up, "Completion pier")
    await alice.type_on("so :smi")
    await expect(options(alice).first).to_have_attribute("aria-selected", "true")
    await expect(options(alice).first).to_contain_text(":smile:")

    await alice.page.keyboard.press("ArrowDown")
    await expect(options(alice).nth(1)).to_have_attribute("aria-selected", "true")
    await alice.page.keyboard.press("ArrowUp")
    await expect(options(alice).first).to_have_attribute("aria-selected", "true")
    await alice.page.keyboard.press("Tab")
    await alice.type_on("then")
    await expect(alice.composer).to_have_value("so 😄 then")
    await expect(alice.composer).to_be_focused()
    await expect(offered(alice)).to_have_count(0)

    await alice.type_on(" :tada")
    await expect(options(alice)).to_have_count(1)
    await alice.page.keyboard.press("Enter")
    await expect(alice.composer).to_have_value("so 😄 then 🎉 ")
    await alice.page.keyboard.press("Enter")
    await alice.sees("so 😄 then 🎉")


async def test_esc_leaves_the_word_as_it_is_and_tab_goes_on_then(sign_up: SignUp) -> None:
    alice = await at_work(sign_up, "Escape pier")
    await alice.type_on(":smi")
    await expect(offered(alice)).to_be_visible()

    await alice.page.keyboard.press("Escape")
    await expect(offered(alice)).to_have_count(0)
    await alice.type_on("l")
    await alice.type_on("e")
    await expect(alice.composer).to_have_value(":smile")
    await expect(offered(alice)).to_have_count(0)
    await alice.type_on(": at 12:30 and `:ta")
    await expect(offered(alice)).to_have_count(0)
    await alice.page.keyboard.press("Tab")
    await expect(alice.composer).not_to_be_focused()
    await alice.composer.press("Enter")
    await alice.sees("😄 at 12:30 and `:ta")


async def test_a_finger_takes_what_it_touches_and_goes_on_typing(sign_up: SignUp) -> None:
    alice = await sign_up("alice", viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    await alice.make_room("Touch pier")
    await alice.composer.tap()
    await alice.type_on("a :hear")
    await options(alice).filter(has_text=":heartbeat:").tap()

    await expect(alice.composer).to_have_value("a 💓 ")
    await expect(alice.composer).to_be_focused()
    await alice.type_on("b")
    await expect(alice.composer).to_have_value("a 💓 b")
