"""What a page shows, taken down for comparing a view that has lived with one just opened."""

from dataclasses import dataclass, fields
from typing import Any

from playwright.async_api import Page

READ_VIEW = """() => {
    const texts = selector => [...document.querySelectorAll(selector)].map(element => element.innerText);
    const shown = element => element !== null && getComputedStyle(element).display !== "none";
    // Where new messages begin is not compared: the line stays where each page's viewer entered.
    const behind = selector => [...document.querySelectorAll(selector)].map(
        element => getComputedStyle(element, "::after").content);
    const row = element => ({
        id: element.id,
        position: Number(element.dataset.position),
        classes: element.className,
        html: element.innerHTML,
        marks: [
            getComputedStyle(element.querySelector(".message-author"), "::after").content,
            getComputedStyle(element.querySelector(".message-body")).backgroundColor,
        ],
    });
    return {
        title: document.title,
        heading: texts(".room-heading"),
        rows: [...document.querySelectorAll("[role=log] article")].map(row),
        online: texts("ul[aria-label=Online] li"),
        offline: texts("ul[aria-label=Offline] li"),
        typing: texts(".typing-line"),
        composer: [...document.querySelectorAll("textarea[aria-label=Message]")].map(field => field.value),
        buttons: texts(".room-below button"),
        sidebar: [...document.querySelectorAll(".sidebar-rooms a")].map(link => link.textContent),
        unread: behind(".nav-words, .card-unread"),
        cards: texts("article.room-card"),
        empty: texts(".feed-empty, .cards-empty"),
        away: shown(document.querySelector(".jump")),
    };
}"""


@dataclass(frozen=True)
class View:
    title: str
    heading: list[str]
    rows: list[dict[str, Any]]
    online: list[str]
    offline: list[str]
    typing: list[str]
    composer: list[str]
    buttons: list[str]
    sidebar: list[str]
    unread: list[str]
    cards: list[str]
    empty: list[str]
    away: bool  # from the newest row


NOT_ALIKE = ("rows", "away")


async def view_of(page: Page) -> View:
    return View(**await page.evaluate(READ_VIEW))


def different(lived: View, fresh: View) -> str:
    """In what they differ, or nothing. Of the rows those count that both show."""
    for field in fields(View):
        if field.name not in NOT_ALIKE and getattr(lived, field.name) != getattr(fresh, field.name):
            return f"{field.name}: {getattr(lived, field.name)} here, {getattr(fresh, field.name)} afresh"
    return gap_of(lived) or gap_of(fresh) or _different_rows(lived, fresh)


def gap_of(view: View) -> str:
    """What is wrong with the order of the rows, or nothing."""
    positions = [row["position"] for row in view.rows]
    wanted = list(range(positions[0], positions[0] + len(positions))) if positions else []
    return "" if positions == wanted else f"rows with gaps: {positions}"


def _different_rows(lived: View, fresh: View) -> str:
    here = {row["position"]: row for row in lived.rows}
    afresh = {row["position"]: row for row in fresh.rows}
    if bool(here) != bool(afresh):
        return f"{len(here)} rows here, {len(afresh)} afresh"
    both = here.keys() & afresh.keys()
    if both and max(here) != max(afresh) and not (lived.away or fresh.away):
        return f"rows up to {max(here)} here, up to {max(afresh)} afresh"
    wrong = [position for position in sorted(both) if here[position] != afresh[position]]
    return f"row {wrong[0]}: {here[wrong[0]]} here, {afresh[wrong[0]]} afresh" if wrong else ""
