"""The house rules of the tests themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import eventually as module_of_eventually
from tests.eventually import eventually

TESTS = Path(__file__).parent
WAITS = {"sleep", "wait_for_timeout"}
MAY_WAIT = {Path(module_of_eventually.__file__), TESTS / "faults" / "pace.py"}  # which makes load, and waits for none


def waits_in(tree: ast.Module) -> Iterator[int]:
    """The lines that wait for a time to pass; `sleep(0)` only lets others have their turn."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            gives_way = any(isinstance(given, ast.Constant) and given.value == 0 for given in node.args)
            if name in WAITS and not gives_way:
                yield node.lineno


def test_tests_wait_for_what_happens_and_not_for_time_to_pass() -> None:
    files = set(TESTS.rglob("*.py")) - MAY_WAIT
    found = [f"{path.relative_to(TESTS)}:{line}" for path in files for line in waits_in(ast.parse(path.read_text()))]

    assert not sorted(found)


def test_the_rule_sees_what_breaks_it() -> None:
    breaking = "asyncio.sleep(0.1); time.sleep(seconds); sleep(delay=1); page.wait_for_timeout(3_000)"

    assert len(list(waits_in(ast.parse(breaking)))) == 4
    assert not list(waits_in(ast.parse("asyncio.sleep(0); clock.advance(1)")))


async def test_what_comes_later_is_waited_for() -> None:
    asked: list[int] = []

    def third_time() -> bool:
        asked.append(1)
        return len(asked) == 3

    async def fifth_time() -> bool:
        asked.append(1)
        return len(asked) == 5

    await eventually(third_time)
    await eventually(fifth_time)


async def test_what_never_comes_fails_and_tells_what_is_so_instead() -> None:
    with pytest.raises(AssertionError, match=r"not within 0\.01 s: still two"):
        await eventually(lambda: False, seconds=0.01, instead=lambda: "still two")
