"""What a page costs: few elements of its own, however much it shows, and little work for what is new."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.people import SignUp
from tests.browser.seed import LONG_TALK, LONG_TALK_SLUG

MOST_OWN_ELEMENTS = 20
MOST_RESTYLED = 100  # of the thousands that a long talk has
MOST_LAYERS = 40

# NiceGUI's browser side keeps all elements by id: a page's own have numbers.
OWN_ELEMENTS = """() => {
    const elements = document.getElementById("app")._vnode.component.proxy.elements;
    return Object.keys(elements).filter(id => /^[0-9]+$/.test(id)).length;
}"""

# Counts how often the oldest row of the newest block is read: whoever renders it reads its tag.
COUNT_ROW_RENDERS = """() => {
    const elements = document.getElementById("app")._vnode.component.proxy.elements;
    const lists = Object.keys(elements).filter(id => /^l\\d+-\\d+$/.test(id));
    const newest = lists.map(id => [Number(id.split("-")[1]), id]).sort((a, b) => b[0] - a[0])[0][1];
    const row = elements[elements[newest].children[0]];
    const tag = row.tag;
    window.renders = 0;
    Object.defineProperty(row, "tag", { get() { window.renders += 1; return tag; }, configurable: true });
}"""


async def own_elements(page: Page) -> int:
    return int(await page.evaluate(OWN_ELEMENTS))


async def test_a_room_just_opened_has_few_elements_of_its_own_whatever_it_shows(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    small = await alice.make_room("Small one")
    await alice.open_room(small)
    await expect(alice.page.locator(".sentinel")).to_have_count(1)
    of_small = await own_elements(alice.page)
    for number in range(5):
        await alice.new_room(f"Room {number} of many")
    await alice.join(LONG_TALK_SLUG)
    await alice.page.reload()
    await expect(alice.rows.first).to_be_attached()
    await expect(alice.page.get_by_role("heading", name=LONG_TALK, level=1)).to_be_visible()
    await expect(alice.page.locator(".sentinel")).to_have_count(2)

    of_large = await own_elements(alice.page)

    assert of_small <= MOST_OWN_ELEMENTS
    assert of_large <= of_small + 1  # what loads older rows


async def test_a_key_of_somebodys_renders_no_row(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(LONG_TALK_SLUG)
    await alice.open_room(LONG_TALK_SLUG)
    await alice.sees_online("alice", "bob")
    await bob.send("the newest")
    await alice.sees("the newest")
    await alice.page.evaluate(COUNT_ROW_RENDERS)

    await bob.composer.press("k")
    await expect(alice.typing_line).to_have_text("bob is typing…")
    assert await alice.page.evaluate("window.renders") == 0

    await bob.composer.press("Enter")
    await alice.page.wait_for_function("window.renders > 0")  # else nothing has been counted


async def test_a_new_message_has_the_browser_look_at_nothing_else_again(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(LONG_TALK_SLUG)
    await alice.open_room(LONG_TALK_SLUG)
    await expect(alice.rows.nth(40)).to_be_attached()
    await bob.send("first of these")
    await alice.sees("first of these")

    async with traced(alice.page) as events:
        await bob.send("second of these")
        await alice.sees("second of these")

    restyled = [event["args"]["elementCount"] for event in events if event["name"] == "UpdateLayoutTree"]
    assert 0 < max(restyled) < MOST_RESTYLED
    assert await layers(alice.page) < MOST_LAYERS


async def test_that_somebody_types_has_the_browser_arrange_no_layers_anew(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(LONG_TALK_SLUG)
    await alice.open_room(LONG_TALK_SLUG)
    await alice.sees_online("alice", "bob")

    async with traced(alice.page) as events:
        await bob.composer.press("k")
        await expect(alice.typing_line).to_have_text("bob is typing…")
        await bob.composer.press("Backspace")
        await expect(alice.typing_line).to_have_text("")

    names = [event["name"] for event in events]
    assert "PaintController::commitNewDisplayItems" in names  # it has painted
    assert "PaintArtifactCompositor::Update" not in names


@asynccontextmanager
async def traced(page: Page) -> AsyncIterator[list[dict[str, Any]]]:
    """What the page's process tells of its work meanwhile, once that is over."""
    session, events = await page.context.new_cdp_session(page), list[dict[str, Any]]()
    everywhere, ended = list[dict[str, Any]](), asyncio.Event()
    session.on("Tracing.dataCollected", lambda data: everywhere.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.set())
    await session.send("Tracing.start", {"traceConfig": {"includedCategories": ["devtools.timeline", "blink"]}})
    yield events
    await session.send("Tracing.end")
    await ended.wait()
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    processes = {event["pid"] for event in everywhere if event["args"].get("beginData", {}).get("frame") == frame}
    events += [event for event in everywhere if event["pid"] in processes]


async def layers(page: Page) -> int:
    """How many surfaces the browser keeps of the page."""
    session = await page.context.new_cdp_session(page)
    told = asyncio.Queue[int]()
    session.on("LayerTree.layerTreeDidChange", lambda tree: told.put_nowait(len(tree.get("layers", []))))
    await session.send("LayerTree.enable")
    await page.set_viewport_size({"width": 1280, "height": 700})  # it tells nothing until something changes
    async with asyncio.timeout(15.0):
        while not (count := await told.get()):
            pass
    return count


@pytest.mark.parametrize("path", ["/", f"/rooms/{LONG_TALK_SLUG}"])
async def test_a_stay_of_switching_leaves_nothing_behind(sign_up: SignUp, path: str) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Red buoy")
    await alice.new_room("Green buoy")
    await alice.walk_to("Red buoy")
    count = "() => Object.keys(document.getElementById('app')._vnode.component.proxy.elements).length"
    before = await alice.page.evaluate(count)

    for _ in range(5):
        await alice.walk_to("Green buoy")
        await alice.walk_to("Red buoy")

    await alice.page.wait_for_function(f"most => ({count})() <= most", arg=before)
