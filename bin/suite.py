"""Which tests can run here, and what to say about the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from browser import SETTING
from progress import SetupError

NO_BROWSER = "There is no Chromium or Chrome here"


@dataclass(frozen=True)
class Suite:
    """How to call pytest; the remark is for the end, where it is read."""

    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


def plan(browser: Path | None, environment: Mapping[str, str]) -> Suite:
    """Plan a run with the browser or without one.

    Raises SetupError where nothing may be skipped and something would have to be.
    """
    strict = ("-p", "bin.no_skips") if runs_in_ci(environment) else ()
    if browser is not None:
        return Suite(strict, {SETTING: str(browser)})
    if strict:
        raise SetupError(f"{NO_BROWSER}, and with CI=true nothing is skipped: install one or name it in {SETTING}.")
    remark = f"{NO_BROWSER}: the tests in tests/browser, which drive a real one, were skipped."
    return Suite(("-m", "not browser"), {}, remark)


def runs_in_ci(environment: Mapping[str, str]) -> bool:
    """Tell whether this is a run in which nothing may be skipped."""
    return environment.get("CI", "").lower() in ("1", "true", "yes")
