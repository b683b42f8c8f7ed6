"""The two commands of the README are the commands that stand here."""

from pathlib import Path

from readme import commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def test_the_readme_begins_with_clone_start_and_test() -> None:
    clone, enter, start, test, *_ = commands(README)

    assert clone.startswith("git clone ")
    assert enter == "cd livechat"
    assert (start, test) == ("python3 bin/start", "python3 bin/test")


def test_ci_runs_the_tests_as_the_readme_does() -> None:
    assert f'check "tests" {commands(README)[3]} ' in (ROOT / ".ci" / "run").read_text()
