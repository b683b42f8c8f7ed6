"""Which tests can run here, and what to say about the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from setup.browser import SETTING, NoBrowser
from setup.ci import runs_in_ci
from setup.progress import SetupError


@dataclass(frozen=True)
class Suite:
    """How to call pytest; the remark is for the end, where it is read."""

    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


def plan(supply: Callable[[], Path], environment: Mapping[str, str]) -> Suite:
    """Plan a run with the browser that is supplied, or without one.

    Raises SetupError where nothing may be skipped and something would have to be.
    """
    strict = runs_in_ci(environment)
    try:
        return Suite(("-p", "bin.setup.no_skips") if strict else (), {SETTING: str(supply())})
    except NoBrowser as lack:
        if strict:
            raise SetupError(f"{lack}, and with CI=true nothing is skipped.") from None
        return Suite(("-m", "not browser"), {}, f"{lack}: the tests in tests/browser, which drive one, were skipped.")
