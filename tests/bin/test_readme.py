"""What the README says is so: its commands, its badges, its pictures."""

import re
import tomllib
from pathlib import Path

from rehearsal.readme import commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
STARTED = re.compile(r'\bstart(?:_child)?\("([^"]+)"')


def test_the_readme_begins_with_clone_start_and_test() -> None:
    clone, enter, start, test, *_ = commands(README)

    assert clone.startswith("git clone ")
    assert enter == "cd livechat"
    assert (start, test) == ("python3 bin/start", "python3 bin/test")


def test_ci_runs_the_tests_as_the_readme_does() -> None:
    assert f'check "tests" {commands(README)[3]} ' in (ROOT / ".ci" / "run").read_text()


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)

    assert len(pictures) > 5
    assert not [picture for picture in pictures if not (ROOT / picture).is_file()]


def test_the_badges_are_true() -> None:
    """That there is no script of our own is what tests/test_architecture.py is for."""
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert "3.11 or newer" in badge("python")
    assert f">{PROJECT['project']['license']}<" in badge("license")
    assert f"at least {PROJECT['tool']['coverage']['report']['fail_under']} %" in badge("coverage")


def test_the_picture_of_the_supervision_tree_has_every_service() -> None:
    sources = (path.read_text() for path in (ROOT / "livechat").rglob("*.py"))
    services = {name for source in sources for name in STARTED.findall(source)}
    shown = re.findall(r"<text x=[^>]*>([^<]+)<", (ROOT / "docs" / "images" / "supervision.svg").read_text())

    assert {"accounts", "presence", "ended sessions", "screens"} <= services
    assert services <= set(shown)


def badge(name: str) -> str:
    return (ROOT / "docs" / "images" / f"badge-{name}.svg").read_text()
