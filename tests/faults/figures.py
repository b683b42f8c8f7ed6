"""What a scenario found, and the table of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeAlias

from tests.faults.scale import Scale

Part: TypeAlias = Callable[[Path, Scale], Awaitable[list["Figure"]]]
"""A scenario, or what can be run of it by itself: takes an empty folder."""

Measure: TypeAlias = Callable[[], Awaitable[list["Figure"]]]


@dataclass(frozen=True)
class Figure:
    """One measured value; `at_most` is what it must not exceed, None where nothing is promised."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        return self.at_most is None or self.value <= self.at_most

    def about(self, subject: str) -> Self:
        """The same figure, told of something in particular."""
        return type(self)(f"{subject}: {self.what}", self.value, self.unit, self.at_most)

    def __str__(self) -> str:
        bar = "" if self.at_most is None else f" (at most {_told(self.at_most)})"
        return f"{self.what}: {_told(self.value)} {self.unit}".rstrip() + bar


def none_of(what: str, count: int) -> Figure:
    """Something that must not happen, and how often it did."""
    return Figure(what, count, "", 0)


def certain(what: str, so: bool) -> Figure:
    """Something that has to be so: 0 when it is."""
    return Figure(f"not so: {what}", int(not so), "", 0)


def assert_all_hold(figures: Sequence[Figure]) -> None:
    """Fail with all the figures when one of them does not hold."""
    __tracebackhide__ = True
    assert figures
    told = "\n".join(f"{'  ' if figure.holds else '! '}{figure}" for figure in figures)
    assert all(figure.holds for figure in figures), f"\n{told}"


async def assert_holds_at_last(measure: Measure, attempts: int = 2) -> None:
    """The same for what a busy machine may stretch: measured again before it counts."""
    __tracebackhide__ = True
    for _ in range(attempts):
        figures = await measure()
        if all(figure.holds for figure in figures):
            break
    assert_all_hold(figures)


def table(figures: Sequence[Figure]) -> str:
    """Markdown, one figure a line."""
    lines = ["| what | figure | at most | |", "|---|---|---|---|"]
    for figure in figures:
        bar = "" if figure.at_most is None else _told(figure.at_most)
        verdict = "" if figure.at_most is None else "holds" if figure.holds else "**misses**"
        lines.append(f"| {figure.what} | {_told(figure.value)} {figure.unit} | {bar} | {verdict} |")
    return "\n".join(lines)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent do not exceed; infinite when there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("inf")


def _told(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == round(value) else f"{value:.3g}"
