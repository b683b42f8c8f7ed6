"""Widths, themes, zoom and the keyboard: what has to hold whatever the look becomes."""

from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.conftest import loop_fixture, module_fixture
from tests.browser.keyboard import tab_to
from tests.browser.people import SignUp, Visitor

PHONE: ViewportSize = {"width": 375, "height": 667}
PHONE_WITH_KEYBOARD: ViewportSize = {"width": 375, "height": 330}
NARROWEST: ViewportSize = {"width": 320, "height": 568}
TABLET: ViewportSize = {"width": 768, "height": 1024}
LAPTOP: ViewportSize = {"width": 1280, "height": 720}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 3

WIDEST = "() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth"
ANIMATIONS_OVER = "() => document.getAnimations().every(animation => animation.playState !== 'running')"


async def in_full_room(sign_up: SignUp, name: str, **context: object) -> Visitor:
    """Somebody in a room with every kind of content."""
    alice = await sign_up("alice", **context)
    await alice.make_room(name)
    for text in ("hello", LONG_WORD, "> quote\n\n- one\n- `two`\n\nhttps://example.org/" + "a" * 120, "مرحبا", "👍"):
        await alice.send(text)
    await expect(alice.rows).to_have_count(5)
    return alice


@module_fixture
async def resident(sign_up_for_all: SignUp) -> Visitor:
    return await in_full_room(sign_up_for_all, "Everything", viewport=DESKTOP)


@module_fixture
async def full_room(resident: Visitor) -> str:
    """The address of their room."""
    return resident.page.url


@loop_fixture
async def alice(resident: Visitor, full_room: str) -> AsyncIterator[Visitor]:
    """Somebody for whom a test opens a room with every kind of content.

    At the end the live view must be what a fresh one shows, whose window is that of a desktop.
    """
    yield resident
    await resident.compare_with_fresh_view()


async def open_at(alice: Visitor, address: str, size: ViewportSize) -> None:
    """Load the page in a window of that size."""
    await alice.page.set_viewport_size(size)
    await alice.page.goto(address)
    await expect(alice.rows).to_have_count(5)


async def faults(page: Page) -> list[str]:
    """What axe-core finds."""
    await page.wait_for_function(ANIMATIONS_OVER)
    found = (await Axe().run(page)).response["violations"]
    return [f"{fault['id']}: {[node['html'][:160] for node in fault['nodes']]}" for fault in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_on_sign_in(sign_up: SignUp, theme: str) -> None:
    stranger = await sign_up("stranger", color_scheme=theme)
    await stranger.context.clear_cookies()

    for path in ("/login", "/register"):
        await stranger.page.goto(path)
        assert await faults(stranger.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_in_lobby_and_room(sign_up: SignUp, theme: str) -> None:
    alice = await in_full_room(sign_up, f"Axe {theme}", color_scheme=theme, viewport=DESKTOP)

    assert await faults(alice.page) == []
    await alice.open_lobby()
    assert await faults(alice.page) == []


async def test_each_theme_follows_the_system(sign_up: SignUp) -> None:
    grounds = set()
    for theme in ("light", "dark"):
        visitor = await sign_up("alice", color_scheme=theme)
        await visitor.open_lobby()
        grounds.add(await visitor.page.evaluate("() => getComputedStyle(document.body).backgroundColor"))

    assert grounds == {"rgb(246, 244, 239)", "rgb(23, 26, 26)"}


@pytest.mark.parametrize("size", [NARROWEST, PHONE, TABLET, DESKTOP], ids=lambda size: f"{size['width']} px")
async def test_nothing_scrolls_sideways(alice: Visitor, full_room: str, size: ViewportSize) -> None:
    await open_at(alice, full_room, size)

    assert await alice.page.evaluate(WIDEST) <= 0
    assert (
        await alice.page.evaluate(
            "() => { const s = document.querySelector('.scroller'); return s.scrollWidth - s.clientWidth }"
        )
        <= 0
    )
    for path in ("/", "/profile", "/search", "/no-such-page"):
        await alice.page.goto(path)
        await expect(alice.page.get_by_role("heading", level=1)).to_be_visible()
        assert await alice.page.evaluate(WIDEST) <= 0, path


async def test_at_200_percent_zoom_everything_is_there(sign_up: SignUp) -> None:
    alice = await in_full_room(sign_up, "Zoomed", viewport={"width": 720, "height": 450}, device_scale_factor=2)

    assert await alice.page.evaluate(WIDEST) <= 0
    await expect(alice.composer).to_be_in_viewport(ratio=1)
    await expect(alice.row("👍")).to_be_in_viewport()


async def test_sign_in_and_register_are_one_screen_on_a_phone(sign_up: SignUp) -> None:
    stranger = await sign_up("stranger", viewport=PHONE)
    await stranger.context.clear_cookies()

    for path, button in (("/login", "Log in"), ("/register", "Create account")):
        await stranger.page.goto(path)
        await expect(stranger.page.get_by_role("button", name=button)).to_be_in_viewport(ratio=1)
        assert await stranger.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")


async def test_the_composer_stays_above_a_phones_keyboard(sign_up: SignUp) -> None:
    alice = await in_full_room(sign_up, "Keyboard", viewport=PHONE)

    await alice.composer.focus()
    await alice.page.set_viewport_size(PHONE_WITH_KEYBOARD)

    await expect(alice.composer).to_be_in_viewport(ratio=1)
    await expect(alice.page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    await expect(alice.row("👍")).to_be_in_viewport()


async def test_on_a_phone_rooms_and_people_slide_over(sign_up: SignUp) -> None:
    alice = await in_full_room(sign_up, "Pocket", viewport=PHONE)
    people = alice.page.get_by_role("list", name="Online")
    await expect(people).to_be_hidden()

    await alice.page.get_by_role("button", name="People").click()
    await expect(people).to_be_visible()
    await alice.page.keyboard.press("Escape")
    await expect(people).to_be_hidden()

    await alice.page.get_by_role("button", name="Rooms").click()
    await alice.page.get_by_role("link", name="All rooms").click()
    await expect(alice.page.get_by_role("button", name="New room")).to_be_visible()
    await expect(alice.page.get_by_role("link", name="All rooms")).to_be_hidden()


async def test_on_a_desktop_rooms_and_people_can_be_hidden_and_come_back(sign_up: SignUp) -> None:
    alice = await in_full_room(sign_up, "Columns", viewport=DESKTOP)
    people, rooms = alice.page.get_by_role("list", name="Online"), alice.page.get_by_role("link", name="All rooms")
    await expect(people).to_be_visible()
    await expect(rooms).to_be_visible()

    await alice.page.get_by_role("button", name="People").click()
    await expect(people).to_be_hidden()
    await alice.page.get_by_role("button", name="People").click()
    await expect(people).to_be_visible()

    await alice.page.get_by_role("button", name="Hide rooms").click()
    await expect(rooms).to_be_hidden()
    await alice.page.get_by_role("button", name="Rooms").click()
    await alice.page.get_by_role("button", name="Keep rooms open").click()
    await expect(rooms).to_be_visible()
    await expect(alice.page.get_by_role("button", name="Hide rooms")).to_be_visible()


async def test_a_room_can_be_made_used_and_left_by_keyboard_alone(sign_up: SignUp) -> None:
    alice = await sign_up("alice", viewport=DESKTOP)
    await alice.open_lobby()
    page = alice.page

    await tab_to(page.get_by_role("button", name="New room"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Name")).to_be_focused()
    await page.keyboard.type("By keyboard")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="By keyboard", level=1)).to_be_visible()

    await tab_to(alice.composer)
    await page.keyboard.type("without a mouse")
    await page.keyboard.press("Enter")
    await alice.sees("without a mouse")

    await page.keyboard.press("Shift+Tab")
    await tab_to(page.get_by_role("button", name="Room menu"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Leave room")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menuitem", name="Leave room")).to_be_hidden()
    await expect(page.get_by_role("button", name="Room menu")).to_be_focused()


async def test_closing_a_dialog_gives_the_focus_back(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_lobby()
    button = alice.page.get_by_role("button", name="New room")

    await button.focus()
    await alice.page.keyboard.press("Enter")
    await expect(alice.page.get_by_role("dialog", name="New room")).to_be_visible()
    await alice.page.keyboard.press("Escape")

    await expect(alice.page.get_by_role("dialog")).to_be_hidden()
    await expect(button).to_be_focused()


async def test_a_rows_actions_show_on_hover_and_focus_and_move_nothing(alice: Visitor, full_room: str) -> None:
    await open_at(alice, full_room, LAPTOP)
    row = alice.row("hello")
    body, more = row.locator(".message-body"), row.get_by_role("button", name="More")
    before = await body.bounding_box()
    await expect(row.locator(".message-actions")).to_be_hidden()

    await row.hover()
    await expect(row.locator(".message-actions")).to_be_visible()
    assert await body.bounding_box() == before

    await alice.page.mouse.move(0, 0)
    await row.focus()
    await more.focus()
    await expect(row.locator(".message-actions")).to_be_visible()


async def test_the_link_of_a_message_can_be_copied_and_leads_to_it(alice: Visitor, full_room: str) -> None:
    await open_at(alice, full_room, LAPTOP)
    await alice.row("hello").hover()
    await alice.row("hello").get_by_role("button", name="More").click()
    await alice.page.get_by_role("menuitem", name="Copy link").click()
    link = await alice.page.get_by_role("textbox", name="Link").input_value()

    await alice.page.goto(link)

    await expect(alice.row("hello")).to_be_in_viewport()


async def test_reduced_motion_is_honoured(sign_up: SignUp) -> None:
    alice = await sign_up("alice", reduced_motion="reduce")
    await alice.open_lobby()

    durations = "[...document.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).transitionDuration))"
    moving = f"() => {durations}.filter(seconds => seconds > 0).length"
    assert await alice.page.evaluate(moving) == 0
