"""What is reached into is of the release that was read: pyproject.toml bounds it, and no other is installed."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
REACHED_INTO = ("aiosqlite", "nicegui", "python-engineio", "python-socketio", "uvicorn")


def bound_of(name: str) -> str:
    """The release that is declared: `1.2.3` of `name~=1.2.3`, which allows 1.2.4 and not 1.3."""
    for requirement in tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"]:
        if match := re.fullmatch(rf"{name}~=(\d+\.\d+\.\d+)", requirement):
            return match[1]
    raise AssertionError(f"pyproject.toml has to bound {name} to one minor release: {name}~=x.y.z")


def allows(bound: str, installed: str) -> bool:
    least, found = ([int(number) for number in release.split(".")] for release in (bound, installed))
    return found[:2] == least[:2] and found >= least


@pytest.mark.parametrize("name", REACHED_INTO)
def test_the_installed_release_is_one_that_was_read(name: str) -> None:
    bound, installed = bound_of(name), version(name)

    assert allows(bound, installed), (
        f"{name} {installed} is installed and {bound} was read: run tests/internals, read what failed, "
        "mend livechat/internals and then move the bound in pyproject.toml"
    )


def test_a_bound_allows_patches_alone() -> None:
    assert allows("1.2.3", "1.2.3")
    assert allows("1.2.3", "1.2.10")
    assert not allows("1.2.3", "1.2.2")
    assert not allows("1.2.3", "1.3.0")
    assert not allows("1.2.3", "2.2.3")
