"""Over a slow line the field shows what one has typed: no key vanishes from it while one types on."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import Visitor

# Takes down each value that the field comes to have.
WATCH = """() => {
    const field = document.querySelector("textarea[aria-label=Message]");
    window.shown = [field.value];
    const look = () => {
        if (field.value !== window.shown.at(-1)) window.shown.push(field.value);
        window.requestAnimationFrame(look);
    };
    look();
}"""

pytestmark = pytest.mark.timeout(90)


async def shown(page: Page) -> list[str]:
    return list(await page.evaluate("window.shown"))


@pytest.mark.parametrize("delay_seconds", [0.15, 0.4])
async def test_what_is_typed_straight_on_stays_on_the_screen(
    alice: Visitor, kept: Kept, line: DelayProxy, delay_seconds: float
) -> None:
    line.delay_seconds = delay_seconds
    await alice.type_on("begun\n")
    await alice.sees("begun")
    await expect(alice.composer).to_have_value("")
    await alice.page.evaluate(WATCH)

    await alice.type_on("first\nand the second", seconds_a_key=0.1)
    await expect(alice.composer).to_have_value("and the second")

    typed = "firstand the second"
    beginnings = [typed[:length] for length in range(len(typed) + 1)]
    values = await shown(alice.page)
    assert values[-1] == "and the second"
    assert set(values[:-1]) <= set(beginnings)
    await alice.sees("first")
    assert kept.messages == ["begun", "first"]
