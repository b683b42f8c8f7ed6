"""What a message costs to render: `python -m bench.message_html FORMER` compares this checkout with a former one.

The runs of both alternate, since how fast a core is changes by more from minute to minute than they differ.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONE_RUN = ROOT / "bench" / "message_html_run.py"


def main() -> int:
    """Print medians and their ratios; 1 when a kind of message became dearer."""
    parser = argparse.ArgumentParser(prog="python -m bench.message_html", description=__doc__)
    parser.add_argument("former", type=Path, help="a checkout to compare with")
    parser.add_argument("--runs", type=int, default=10)
    arguments = parser.parse_args()
    runs = [(_run(arguments.former), _run(ROOT)) for _ in range(arguments.runs)]
    return int(max([_tell(kind, runs) for kind in runs[0][1]]) > 1)


def _run(checkout: Path) -> dict[str, float]:
    """Seconds for each kind of message, by that checkout's renderer."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    printed = subprocess.check_output([sys.executable, str(ONE_RUN)], cwd=checkout, env=environment)
    figures: dict[str, float] = json.loads(printed)
    return figures


def _tell(kind: str, runs: list[tuple[dict[str, float], dict[str, float]]]) -> float:
    former, here = (statistics.median(run[place][kind] for run in runs) for place in (0, 1))
    print(f"{kind}: {former * 1e6:.0f} → {here * 1e6:.0f} µs, {here / former:.2f} ×")
    return here / former


if __name__ == "__main__":
    sys.exit(main())
