"""`python -m bench` measures every row, `python -m bench delivery memory` some."""

import argparse
import gc
import importlib
import sys
import time
from pathlib import Path

import uvloop

from bench.report import Finding, table
from bench.scale import QUICK, Scale
from bench.server import pin_load

ROWS = ("delivery", "latency", "joining", "memory", "idle", "elements", "switching", "rendering", "unread")


def main() -> int:
    """Print the table; 1 when something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="row", help=f"of {', '.join(ROWS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="few viewers and short windows, to try the bench itself")
    parser.add_argument("--rival", type=Path, help="another script in the rival's place, started with a port")
    arguments = parser.parse_args()
    if unknown := set(arguments.rows) - set(ROWS):
        parser.error(f"there is no row {', '.join(sorted(unknown))}")
    scale = Scale(**(vars(QUICK if arguments.quick else Scale()) | {"rival": arguments.rival}))
    pin_load()
    gc.freeze()
    gc.disable()
    findings = [finding for row in arguments.rows or ROWS for finding in _measure(row, scale)]
    print(table(findings))
    return int(any(finding.holds is False for finding in findings))


def _measure(row: str, scale: Scale) -> list[Finding]:
    begin = time.monotonic()
    findings: list[Finding] = uvloop.run(importlib.import_module(f"bench.rows.{row}").measure(scale))
    print(f"{row}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
    gc.collect()
    return findings


if __name__ == "__main__":
    sys.exit(main())
