"""What the fan-out relies on in NiceGUI's script and in uvicorn: it fails when a release changes either."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.conftest import loop_fixture, session_fixture
from tests.browser.fanout_site import STRETCHED
from tests.server import Server

Update = dict[str, Any]


class Viewer:
    """A page at the site, and the verbs that tell it things."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def rows(self) -> Locator:
        return self.page.locator("#page article")

    async def tell(self, update: Update, *, how: str = "/tell") -> None:
        answer = await self.page.context.request.post(how, data=update)
        assert answer.ok

    async def cut(self) -> None:
        """Break the socket and wait until there is a new one."""
        async with self.page.expect_event("websocket"):
            await self.page.evaluate("window.socket.io.engine.transport.ws.close()")


def feed(*ids: str, name: str = "feed") -> Update:
    return {name: {"tag": "div", "class": ["feed"], "children": list(ids)}}


def row(name: str, html: str, **more: Any) -> Update:
    return {name: {"tag": "article", "props": {"id": f"row-{name}", "innerHTML": html}, **more}}


@session_fixture
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    site = Server(tmp_path_factory.mktemp("fanout"))
    site.program = ("-m", "tests.browser.fanout_site")
    yield await site.start()
    assert await site.stop() == 0, site.output


@loop_fixture
async def viewer(chromium: Browser, site: Server) -> AsyncIterator[Viewer]:
    """A page that has been told of two rows."""
    context = await chromium.new_context(base_url=site.origin)
    viewer = Viewer(await context.new_page())
    await viewer.tell(feed("m1", "m2", "m3") | row("m1", "one") | row("m2", "two") | {"m3": None, "x": None})
    await viewer.page.goto("/")
    await expect(viewer.rows).to_have_text(["one", "two"])
    yield viewer
    await context.close()
    assert not viewer.errors


async def test_rows_that_the_server_never_made_are_shown_in_the_order_of_the_list(viewer: Viewer) -> None:
    await viewer.tell(row("m3", "<b>three</b>"))

    await expect(viewer.rows).to_have_text(["one", "two", "three"])
    await expect(viewer.page.locator("#row-m3 b")).to_have_text("three")


async def test_a_row_is_replaced_and_one_that_is_null_goes(viewer: Viewer) -> None:
    await viewer.tell(row("m2", "two, corrected"))
    await expect(viewer.rows).to_have_text(["one", "two, corrected"])

    await viewer.tell({"m1": None})

    await expect(viewer.rows).to_have_text(["two, corrected"])


async def test_a_row_that_went_may_come_again_without_its_old_text(viewer: Viewer) -> None:
    await viewer.tell(feed() | {"m1": None, "m2": None})
    await expect(viewer.rows).to_have_count(0)

    await viewer.tell(feed("m1", "m2") | row("m2", "two again"))

    await expect(viewer.rows).to_have_text(["two again"])


async def test_a_list_inside_a_component_shows_rows_that_come_later(viewer: Viewer) -> None:
    block = {
        "b": {"tag": "q-list", "class": ["block"], "children": ["l"]},
        "l": {"tag": "div", "children": ["r1", "r2"]},
    }
    await viewer.tell(feed("m1", "b") | block)

    await viewer.tell(row("r2", "second"))
    await viewer.tell(row("r1", "first"))

    await expect(viewer.rows).to_have_text(["one", "first", "second"])


async def test_the_pages_own_update_and_a_shared_frame_come_in_either_order(viewer: Viewer) -> None:
    for turn in range(5):
        name = f"shared-first-{turn}"
        await viewer.tell(feed("x", name=name) | row("x", name), how=f"/move/{name}")
        await expect(viewer.page.get_by_text(name, exact=True)).to_have_count(2)
        await expect(viewer.page.locator("#page section article")).to_have_text([name])

        name = f"own-first-{turn}"
        await viewer.tell({}, how=f"/move/{name}")
        await expect(viewer.page.get_by_text(name, exact=True)).to_have_count(1)
        await viewer.tell(feed("x", name=name) | row("x", name))
        await expect(viewer.page.locator("#page section article")).to_have_text([name])


async def test_the_state_comes_with_a_new_socket(viewer: Viewer) -> None:
    await viewer.tell(row("m2", "missed") | row("m3", "missed too"), how="/note")
    await expect(viewer.rows).to_have_text(["one", "two"])

    await viewer.cut()

    await expect(viewer.rows).to_have_text(["one", "missed", "missed too"])
    await viewer.tell(row("m3", "told"))
    await expect(viewer.rows).to_have_text(["one", "missed", "told"])


async def test_a_row_may_ask_to_be_scrolled_to(viewer: Viewer) -> None:
    tall = "<p style='height: 300px'>tall</p>"
    ids = [f"t{number}" for number in range(20)]
    rows: Update = {}
    for name in ids:
        rows |= row(name, tall)

    await viewer.tell(feed(*ids) | rows | row("t15", tall, update_method="scrollIntoView"))

    await expect(viewer.page.locator("#row-t15")).to_be_in_viewport()


async def test_a_button_in_a_row_commands_the_page(viewer: Viewer) -> None:
    await viewer.tell(row("m1", '<button commandfor="page" command="--reply-7">Reply</button>'))

    await viewer.page.get_by_role("button", name="Reply").click()

    await expect(viewer.page.get_by_text("--reply-7")).to_be_visible()


@pytest.mark.parametrize("length", [50, 2_000, 200_000])
async def test_a_frame_of_any_size_arrives(viewer: Viewer, length: int) -> None:
    await viewer.tell(row("m2", STRETCHED), how=f"/stretch/{length}")

    await expect(viewer.rows.nth(1)).to_have_text(STRETCHED * length)
