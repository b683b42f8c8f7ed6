"""Long steps count, and failing ones say why."""

import sys

import pytest

from setup.progress import Progress, SetupError, follow


def test_without_a_terminal_each_tenth_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(total=100)

    for number in range(100):
        progress.step(f"package {number}")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert lines[0] == "   10 %  package 9"
    assert lines[-1] == "  100 %  package 99"


def test_each_line_of_a_command_is_noted() -> None:
    noted: list[str] = []

    follow([sys.executable, "-c", "print('one'); print('two')"], noted.append)

    assert noted == ["one", "two"]


def test_a_failing_command_tells_its_last_lines() -> None:
    with pytest.raises(SetupError, match="no such package\nThis command failed"):
        follow([sys.executable, "-c", "import sys; sys.exit('no such package')"])
