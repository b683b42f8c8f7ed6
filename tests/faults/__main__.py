"""`python -m tests.faults`: runs scenarios one after the other and prints their figures."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.catalogue import parts
from tests.faults.figures import Figure, table
from tests.faults.scale import LONG, SHORT, Scale


def main() -> int:
    """Print the table; 1 when something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="scenarios, or parts of them as in hammers.search; all by default")
    parser.add_argument("--long", action="store_true", help="at full length")
    parser.add_argument("--list", action="store_true", help="only say which there are")
    arguments = parser.parse_args()
    chosen = [name for name in parts() if not arguments.names or _is_named(name, arguments.names)]
    if arguments.list or not chosen:
        print("\n".join(chosen or parts()))
        return int(not chosen)
    return _run(chosen, LONG if arguments.long else SHORT)


def _is_named(name: str, wanted: list[str]) -> bool:
    return any(name == word or name.startswith(f"{word}.") for word in wanted)


def _run(names: list[str], scale: Scale) -> int:
    figures: list[Figure] = []
    for name in names:
        begin = time.monotonic()
        found = asyncio.run(_measured(name, scale))
        figures += found
        print(f"{name}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
        print(*found, sep="\n", file=sys.stderr, flush=True)
    print(table(figures))
    return int(not all(figure.holds for figure in figures))


async def _measured(name: str, scale: Scale) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="livechat-faults-") as folder:
        try:
            return [figure.about(name) for figure in await parts()[name](Path(folder), scale)]
        except Exception as error:  # what breaks a scenario breaks no other
            return [Figure(f"{name}: {type(error).__name__} {str(error)[:400]}", 1, "", 0)]


if __name__ == "__main__":
    sys.exit(main())
