"""What a row found, and the table of all rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the table; `holds` is None where nothing was promised."""

    what: str
    ours: str
    rival: str = ""
    to_hold: str = ""
    holds: bool | None = None
    at_any_scale: bool = False  # it holds with few viewers as well as with many


def has_figure(finding: Finding) -> bool:
    """Whether it tells a number; what was divided by nothing tells none."""
    return any(digit in finding.ours for digit in "0123456789") and not re.search(r"\b(nan|inf)\b", finding.ours)


def table(findings: Sequence[Finding]) -> str:
    """Markdown, as docs/performance.md shows it."""
    lines = ["| what | ours | rival | to hold | |", "|---|---|---|---|---|"]
    lines += [f"| {f.what} | {f.ours} | {f.rival} | {f.to_hold} | {_verdict(f)} |" for f in findings]
    return "\n".join(lines)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def _verdict(finding: Finding) -> str:
    return {None: "", True: "holds", False: "**misses**"}[finding.holds]
