"""Runs a program whose clock on the wall is moved: `moved_clock.py FILE PROGRAM`.

FILE says by how many seconds, and may say something else at any time. Only what the product itself asks of its clock is
moved: `livechat.clock` is where it asks.
"""

import runpy
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from livechat.clock import SystemClock


def main() -> None:
    offset, program = Path(sys.argv[1]), sys.argv[2]

    def now(self: SystemClock) -> datetime:
        seconds = 0.0
        with suppress(FileNotFoundError, ValueError):
            seconds = float(offset.read_text())
        return datetime.now(UTC) + timedelta(seconds=seconds)

    SystemClock.now = now  # type: ignore[method-assign]  # for this process alone
    sys.argv = [program]
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
