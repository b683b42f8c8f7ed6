"""The two commands of the README are the commands that stand here."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def commands() -> list[str]:
    fences = re.findall(r"^```\w*\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    return [line for fence in fences for line in fence.splitlines() if line.strip()]


def test_the_readme_begins_with_clone_start_and_test() -> None:
    clone, enter, start, test, *_ = commands()

    assert clone.startswith("git clone ")
    assert enter == "cd livechat"
    assert (start, test) == ("python3 bin/start", "python3 bin/test")


def test_ci_runs_the_tests_as_the_readme_does() -> None:
    assert f'check "tests" {commands()[3]} ' in (ROOT / ".ci" / "run").read_text()
