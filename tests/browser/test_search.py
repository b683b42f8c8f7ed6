"""Finding what was said."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.people import SignUp


def results(page: Page) -> Locator:
    return page.get_by_role("list", name="Results").get_by_role("listitem")


def search_box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search messages", exact=True)


async def test_what_was_said_is_found_while_one_types_and_opened_in_its_place(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Winter storage")
    for text in ("Who takes the kaleidoscope?", "The *kaleidoscope* is <b>mine</b>.", "Good."):
        await alice.send(text)
    await alice.page.get_by_role("link", name="Search", exact=True).click()

    await search_box(alice.page).press_sequentially("kalei")
    await expect(results(alice.page)).to_have_count(2)
    await expect(alice.page.locator("mark")).to_have_text(["kaleidoscope", "kaleidoscope"])
    await search_box(alice.page).press_sequentially("doscope mine")
    await expect(results(alice.page)).to_have_count(1)
    await expect(results(alice.page)).to_contain_text("<b>mine</b>")
    await results(alice.page).get_by_role("link").click()

    await expect(alice.page.get_by_role("heading", name="Winter storage", level=1)).to_be_visible()
    await expect(alice.row("kaleidoscope is")).to_be_in_viewport()
    await expect(alice.page).to_have_url(re.compile("/rooms/"))
    await alice.page.go_back()
    await expect(search_box(alice.page)).to_have_value("kaleidoscope mine")
    await expect(results(alice.page)).to_have_count(1)


async def test_one_may_stay_in_the_room_one_came_from(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    for room in ("Periscopes", "Sextants"):
        await alice.make_room(room)
        await alice.send(f"An astrolabe for {room}")
    await alice.page.get_by_role("link", name="Search", exact=True).click()
    await search_box(alice.page).fill("astrolabe")
    await expect(results(alice.page)).to_have_count(2)

    await alice.page.get_by_role("switch", name="This room only", exact=True).click()

    await expect(results(alice.page)).to_have_count(1)
    await expect(results(alice.page)).to_contain_text("Sextants")


async def test_a_private_room_is_not_searched_by_others(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await alice.make_room("Treasury", private=True)
    await alice.send("The doubloons are under the floor.")

    await bob.page.goto("/search?q=doubloons")

    await expect(bob.page.get_by_text("Nothing found for “doubloons”")).to_be_visible()
    await alice.page.goto("/search?q=doubloons")
    await expect(results(alice.page)).to_have_count(1)
