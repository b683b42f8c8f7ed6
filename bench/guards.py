"""What the guards cost: `python -m bench.guards FORMER` measures this checkout and a former one side by side.

The former one is a checkout without the guards, its limits off; here they are on, so wide that nobody meets them. Both
run at the same time on the same core, since how fast a core is changes by more from minute to minute than they differ.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONE_RUN = ROOT / "bench" / "guards_run.py"
MOST_GROWTH = 1.05
WIDE_LIMITS = {"LIMITS": "on", "MESSAGE_BURST": "100000", "MESSAGE_RATE_PER_SECOND": "100000"}
FIGURES = {"delivery": ("server CPU per delivery", 1e6, "µs"), "joining": ("server CPU per join", 1e3, "ms")}


def main() -> int:
    """Print medians and their ratio; 1 when a figure grew by more than five percent."""
    parser = argparse.ArgumentParser(prog="python -m bench.guards", description=__doc__)
    parser.add_argument("former", type=Path, help="a checkout without the guards")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--off", action="store_true", help="here as well: what all else costs")
    arguments = parser.parse_args()
    settings = {} if arguments.off else WIDE_LIMITS
    runs = [_run(arguments.former, settings) for _ in range(arguments.runs)]
    return int(max([_tell(name, runs) for name in FIGURES]) > MOST_GROWTH)


def _run(former: Path, settings: dict[str, str]) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of the former checkout and of this one."""
    both = _started(former, {}), _started(ROOT, settings)
    printed = [process.communicate()[0] for process in both]  # both have ended, whatever they say
    if any(process.returncode for process in both):
        raise RuntimeError("a run failed: is all there that the checkout needs?")
    without, here = map(json.loads, printed)
    print(f"without {without}; with {here}", file=sys.stderr)
    return without, here


def _started(checkout: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """One run of one checkout, by its own bench."""
    return subprocess.Popen(
        [sys.executable, str(ONE_RUN), json.dumps(settings)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
    )


def _tell(name: str, runs: list[tuple[dict[str, float], dict[str, float]]]) -> float:
    what, scale, unit = FIGURES[name]
    former, here = ([run[place][name] * scale for run in runs] for place in (0, 1))
    ratio = statistics.median(here) / statistics.median(former)
    print(f"{what}: {statistics.median(former):.2f} → {statistics.median(here):.2f} {unit}, {ratio:.3f} ×")
    print(f"  without: {_spread(former)}; with: {_spread(here)}")
    return ratio


def _spread(values: list[float]) -> str:
    return f"{min(values):.2f} to {max(values):.2f}"


if __name__ == "__main__":
    sys.exit(main())
