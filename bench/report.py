"""What a row found, and the table of all rows."""

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
