"""Which tests run where something is missing, and what is said about it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from setup.browser import SETTING, NoBrowser
from setup.progress import SetupError
from setup.proxies import NoProxies
from setup.suite import Suite, plan

PROXIES = {"LIVECHAT_TEST_NGINX": "nginx", "LIVECHAT_TEST_CADDY": "caddy"}


def chromium() -> Path:
    return Path("chromium")


def proxies() -> Mapping[str, str]:
    return PROXIES


def no_browser() -> NoReturn:
    raise NoBrowser("There is no Chromium or Chrome here")


def no_proxies() -> NoReturn:
    raise NoProxies("There is no nginx here")


def test_where_nothing_is_missing_every_test_runs() -> None:
    assert plan(chromium, proxies, {}) == Suite((), {SETTING: "chromium", **PROXIES}, "")


def test_without_a_browser_its_tests_are_skipped_and_this_is_said() -> None:
    suite = plan(no_browser, proxies, {})

    assert suite.arguments == ("-m", "not browser")
    assert suite.remark.startswith("There is no Chromium or Chrome here: the tests in tests/browser")


def test_without_a_proxy_the_tests_of_proxies_are_skipped_and_this_is_said() -> None:
    suite = plan(chromium, no_proxies, {})

    assert suite.arguments == ("-m", "not proxies")
    assert suite.remark.startswith("There is no nginx here: the tests of proxies")
    assert suite.settings == {SETTING: "chromium"}


def test_what_is_missing_together_is_skipped_together() -> None:
    suite = plan(no_browser, no_proxies, {})

    assert suite.arguments == ("-m", "not browser and not proxies")
    assert len(suite.remark.splitlines()) == 2


@pytest.mark.parametrize(("browser", "found"), [(no_browser, proxies), (chromium, no_proxies)])
def test_without_any_of_them_ci_fails(browser: Callable[[], Path], found: Callable[[], Mapping[str, str]]) -> None:
    with pytest.raises(SetupError, match="nothing is skipped"):
        plan(browser, found, {"CI": "true"})


def test_in_ci_a_skipped_test_counts_as_failed() -> None:
    assert plan(chromium, proxies, {"CI": "true"}).arguments == ("-p", "bin.setup.no_skips")
