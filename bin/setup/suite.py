"""Which tests can run here, and what to say about the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from setup.browser import SETTING, NoBrowser
from setup.ci import runs_in_ci
from setup.consent import YES
from setup.progress import SetupError
from setup.proxies import NoProxies

WITHOUT_BROWSER = "the tests in tests/browser, which drive one, were skipped."
WITHOUT_PROXIES = f"the tests of proxies were skipped ({YES} fetches Debian's into .venv)."


@dataclass(frozen=True)
class Suite:
    """How to call pytest; the remark is for the end, where it is read."""

    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


def plan(
    browser: Callable[[], Path], proxies: Callable[[], Mapping[str, str]], environment: Mapping[str, str]
) -> Suite:
    """Plan a run with what is supplied, or without it.

    Raises SetupError where nothing may be skipped and something would have to be.
    """
    settings: dict[str, str] = {}
    marks, remarks = [], []
    try:
        settings[SETTING] = str(browser())
    except NoBrowser as lack:
        marks.append("not browser")
        remarks.append(f"{lack}: {WITHOUT_BROWSER}")
    try:
        settings.update(proxies())
    except NoProxies as lack:
        marks.append("not proxies")
        remarks.append(f"{lack}: {WITHOUT_PROXIES}")
    if not runs_in_ci(environment):
        return Suite(("-m", " and ".join(marks)) if marks else (), settings, "\n".join(remarks))
    if remarks:
        raise SetupError("\n".join([*remarks, "With CI=true nothing is skipped."]))
    return Suite(("-p", "bin.setup.no_skips"), settings)
