"""What happens where Python lacks the part that Debian ships apart."""

from collections.abc import Sequence

import pytest

from setup.installers import supply_ensurepip
from setup.progress import SetupError


def test_what_python_lacks_is_supplied() -> None:
    installed: list[str] = []

    supply_ensurepip(installed.extend, lambda: "python3-venv" in installed)

    assert installed == ["python3-venv"]


def test_where_it_is_not_supplied_a_sentence_says_what_to_install() -> None:
    def refuse(packages: Sequence[str]) -> None:
        """Nobody consented."""

    with pytest.raises(SetupError, match=r"This Python has no ensurepip: install .*\.$"):
        supply_ensurepip(refuse, lambda: False)
