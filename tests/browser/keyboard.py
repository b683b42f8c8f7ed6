"""Going about a page by keyboard alone."""

from playwright.async_api import Locator, Page

MOST_TABS = 60
HAS_FOCUS = "element => element === document.activeElement"


async def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(MOST_TABS):
        if await target.evaluate(HAS_FOCUS):
            return
        await target.page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by Tab")


async def fill_in(page: Page, **fields: str) -> None:
    """Type into the fields in their order, and press Enter in the last."""
    for label, text in fields.items():
        await tab_to(page.get_by_label(label.replace("_", " "), exact=True))
        await page.keyboard.type(text)
    await page.keyboard.press("Enter")
