"""Links to messages: inside the page, again and again, and into rooms that one may not see."""

import re

from playwright.async_api import expect

from tests.browser.people import SignUp, Visitor
from tests.browser.seed import LONG_TALK_SLUG
from tests.browser.test_history import STANDS_STILL

IS_MARKED = "id => getComputedStyle(document.querySelector(`#${id} .message-row`)).backgroundColor"
UNMARKED = "rgba(0, 0, 0, 0)"


async def is_marked(visitor: Visitor, number: int) -> bool:
    return bool(await visitor.page.evaluate(IS_MARKED, f"m{number}") != UNMARKED)


async def expect_at(visitor: Visitor, number: int) -> None:
    await expect(visitor.page.locator(f"#m{number}")).to_be_in_viewport()
    await expect(visitor.page).to_have_url(re.compile(rf"\?m={number}$"))


async def id_of(visitor: Visitor, text: str) -> int:
    return int(str(await visitor.row(text).get_attribute("id")).removeprefix("m"))


def link_to(visitor: Visitor, slug: str, number: int) -> str:
    origin = visitor.page.url.partition("/rooms/")[0]
    return f"{origin}/rooms/{slug}?m={number}"


async def scroll_away(visitor: Visitor, number: int, pixels: int = -2_000) -> None:
    await visitor.page.locator(".scroller").hover()
    await visitor.page.mouse.wheel(0, pixels)
    await expect(visitor.page.locator(f"#m{number}")).not_to_be_in_viewport()


async def test_the_same_link_leads_there_again_and_back_leads_back(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    slug = await alice.make_room("Signposts")
    for number in range(3):
        await alice.send(f"sign {number}\n" + "and more\n" * 30)
    first, last = await id_of(alice, "sign 0"), await id_of(alice, "sign 2")
    await alice.send(f"see {link_to(alice, slug, first)} and {link_to(alice, slug, last)}")
    await alice.composer.fill("half a thought")
    to_first, to_last = (alice.log.locator(f'.message-body a[href$="?m={number}"]') for number in (first, last))

    for _ in range(2):
        await to_first.click()
        await expect_at(alice, first)
        assert await is_marked(alice, first)
        await alice.page.get_by_role("button", name="Jump to newest").click()
        await expect(to_first).to_be_in_viewport()
    await to_last.click()
    await expect_at(alice, last)
    await alice.page.go_back()
    await expect_at(alice, first)
    await alice.page.go_forward()
    await expect_at(alice, last)

    await expect(alice.composer).to_have_value("half a thought")
    assert len(alice.context.pages) == 1
    await alice.composer.fill("")


async def test_a_row_is_marked_until_one_moves(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    for move in ("wheel", "click", "key"):
        await alice.page.goto(f"/rooms/{LONG_TALK_SLUG}?m=200")
        await expect_at(alice, 200)
        await alice.page.evaluate(STANDS_STILL)
        assert await is_marked(alice, 200)
        await alice.page.locator(".room-heading").hover()
        if move == "wheel":
            await alice.page.locator(".scroller").hover(position={"x": 5, "y": 5})
            await alice.page.mouse.wheel(0, -50)
        elif move == "click":
            await alice.page.locator(".room-name").click()
        else:
            await alice.page.locator(".scroller").press("ArrowUp")
        await alice.page.wait_for_function(f"id => ({IS_MARKED})(id) === '{UNMARKED}'", arg="m200")


async def test_a_pasted_link_shows_what_it_leads_to_and_follows_it(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Pointers")
    await bob.join(slug)
    await alice.send("The keys hang *inside*")
    number = await id_of(alice, "The keys")

    await bob.send(f"as said: {link_to(bob, slug, number)}")

    for who in (alice, bob):
        quote = who.row("as said").locator(".message-quote")
        await expect(quote).to_have_text("alice The keys hang inside")
        await quote.click()
        await expect_at(who, number)
        assert len(who.context.pages) == 1


async def test_a_link_to_another_public_room_is_quoted_and_leads_there_in_the_same_tab(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    slug = await alice.make_room("Chart room of links")
    await alice.send("The chart is in the drawer")
    number = await id_of(alice, "The chart")
    await alice.new_room("Deck of links")

    await alice.send(f"look at {link_to(alice, slug, number)}")
    await alice.row("look at").locator(".message-quote").click()

    await expect(alice.page.get_by_role("heading", name="Chart room of links", level=1)).to_be_visible()
    await expect_at(alice, number)
    assert len(alice.context.pages) == 1


async def test_a_link_into_a_private_room_of_others_says_nothing_and_leads_nowhere(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    hideout = await alice.make_room("Hideout of links", private=True)
    await alice.send("nobody else reads this")
    secret = await id_of(alice, "nobody else")
    slug = await alice.new_room("Open quay of links")
    await bob.join(slug)

    await alice.send(f"look: {link_to(alice, hideout, secret)}")
    await alice.send(f"and look: {link_to(alice, slug, secret)}")

    await expect(bob.row("look:")).to_have_count(2)
    await expect(bob.log.locator(".message-quote")).to_have_count(0)
    await bob.row("and look").get_by_role("link", name=f"?m={secret}").click()
    await expect(bob.page.get_by_text("That message is not in this room.")).to_be_visible()
    await bob.log.get_by_role("link", name=hideout).click()
    await expect(bob.page.get_by_role("heading", name="Not here")).to_be_visible()
    assert "nobody else reads this" not in await bob.page.content()
