"""`python -m bench` measures every row, `python -m bench delivery memory` some."""

import argparse
import asyncio
import gc
import importlib
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import uvloop

from bench.report import Finding, has_figure, table
from bench.scale import FULL, QUICK, SMOKE, Scale
from bench.server import pin_load

ROWS = (
    "delivery",
    "reacting",
    "editing",
    "latency",
    "joining",
    "memory",
    "idle",
    "elements",
    "frame_size",
    "switching",
    "rendering",
    "reading",
    "unread",
    "sign_ins",
)


def main() -> int:
    """Print the table; 1 when something does not hold, or has no figure."""
    arguments = _arguments()
    scale = SMOKE if arguments.smoke else QUICK if arguments.quick else FULL
    pin_load()
    gc.freeze()
    gc.disable()
    run = _all_at_once if arguments.smoke else _one_by_one
    measured = uvloop.run(run(arguments.rows or ROWS, replace(scale, rival=arguments.rival)))
    findings = [finding for row in measured.values() for finding in row]
    if arguments.smoke:  # how quick so few viewers are served tells nothing
        findings = [finding if finding.at_any_scale else replace(finding, holds=None) for finding in findings]
    print(table(findings))
    silent = [row for row, found in measured.items() if not _tells(found)]
    if silent:
        print(f"no figure: {', '.join(silent)}", file=sys.stderr)
    return int(bool(silent) or any(finding.holds is False for finding in findings))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="row", help=f"of {', '.join(ROWS)}; all by default")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="few viewers and short windows, to try the bench itself")
    size.add_argument("--smoke", action="store_true", help="a handful of viewers: only whether each row gives a figure")
    parser.add_argument("--rival", type=Path, help="another script in the rival's place, started with a port")
    arguments = parser.parse_args()
    if unknown := set(arguments.rows) - set(ROWS):
        parser.error(f"there is no row {', '.join(sorted(unknown))}")
    return arguments


async def _one_by_one(rows: Sequence[str], scale: Scale) -> dict[str, list[Finding]]:
    return {row: await _measure(row, scale) for row in rows}


async def _all_at_once(rows: Sequence[str], scale: Scale) -> dict[str, list[Finding]]:
    return dict(zip(rows, await asyncio.gather(*(_measure(row, scale) for row in rows)), strict=True))


async def _measure(row: str, scale: Scale) -> list[Finding]:
    begin = time.monotonic()
    try:
        findings: list[Finding] = await importlib.import_module(f"bench.rows.{row}").measure(scale)
    except Exception as error:
        error.add_note(f"The row {row} gives no figure.")
        raise
    print(f"{row}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
    gc.collect()
    return findings


def _tells(findings: Sequence[Finding]) -> bool:
    return bool(findings) and all(has_figure(finding) for finding in findings)


if __name__ == "__main__":
    sys.exit(main())
