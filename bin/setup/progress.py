"""What a person sees while a long step runs: its commands' own chatter becomes one counting line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence

LINES_KEPT_FOR_A_FAILURE = 15
STEP_PERCENT_WITHOUT_A_TERMINAL = 10


class SetupError(Exception):
    """The setup cannot go on; its text is a sentence that says what to do."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


class Progress:
    """A share of a known number of steps: one line rewritten on a terminal, a line for each tenth elsewhere."""

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self._done = 0
        self._shown = 0

    def step(self, what: str) -> None:
        """Count one step that concerns `what`."""
        self._done = min(self._done + 1, self.total) if self.total else self._done
        percent = 100 * self._done // self.total if self.total else 0
        if sys.stdout.isatty():
            print(f"\r\033[K  {percent:3} %  {what[:60]}", end="", flush=True)
        elif percent // STEP_PERCENT_WITHOUT_A_TERMINAL > self._shown // STEP_PERCENT_WITHOUT_A_TERMINAL:
            self._shown = percent
            say(f"  {percent:3} %  {what}")

    def finish(self) -> None:
        """Leave the line as it is and go on below it."""
        if sys.stdout.isatty():
            print("\r\033[K", end="", flush=True)


def silently(_line: str) -> None:
    """Show nothing of a line."""


def follow(command: Sequence[str], note: Callable[[str], None] = silently, settings: Mapping[str, str] = {}) -> None:
    """Run a command and hand each line it prints to `note`.

    Raises SetupError with the last lines when the command fails.
    """
    kept: deque[str] = deque(maxlen=LINES_KEPT_FOR_A_FAILURE)
    environment = {**os.environ, **settings}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=environment
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            kept.append(line.rstrip())
            note(line.strip())
    if process.returncode:
        raise SetupError("\n".join([*kept, f"This command failed: {' '.join(command)}"]))
