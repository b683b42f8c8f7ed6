"""Development only: starts the server again whenever code changes."""

from collections.abc import Callable
from pathlib import Path

from watchfiles import DefaultFilter, run_process

ROOT = Path(__file__).parents[2]


class _Code(DefaultFilter):
    """What the server reads at its start."""

    def __call__(self, change: object, path: str) -> bool:
        return super().__call__(change, path) and path.endswith((".py", ".css"))  # type: ignore[arg-type]  # passed on


def run_and_reload(program: Callable[[], None]) -> None:
    """Run the program in a process of its own, and anew after each change, until a signal arrives."""
    run_process(ROOT / "livechat", ROOT / "app.py", target=program, watch_filter=_Code())
