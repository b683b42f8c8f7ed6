"""When the environment is left alone, brought to the lock or made again."""

import sys
from pathlib import Path

import pytest

from setup.checkout import Checkout, Stamp
from setup.environment import RUNTIME_LOCK, TEST_LOCK, Found, Step, decide, look, prepare
from setup.installers import Installer
from setup.progress import SetupError

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


class FakeInstaller:
    """Makes an environment out of a link to the running Python and installs nothing into it."""

    name = "fake"

    def __init__(self, *, updates: bool = True, fails: bool = False) -> None:
        self.updates = updates
        self.fails = fails
        self.done: list[str] = []

    def can_update(self, python: Path) -> bool:
        return self.updates

    def make(self, venv: Path) -> None:
        self.done.append("make")
        python = Checkout(venv.parent).python
        python.parent.mkdir()
        python.symlink_to(sys.executable)

    def install(self, python: Path, lock: Path) -> None:
        self.done.append(f"install {lock.name}")
        if self.fails:
            raise SetupError("There is no network.")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    (tmp_path / RUNTIME_LOCK).write_text("nicegui==1\n")
    (tmp_path / TEST_LOCK).write_text("nicegui==1\npytest==1\n")
    return Checkout(tmp_path)


def bring(checkout: Checkout, lock: str, *installers: Installer) -> Step:
    return prepare(checkout, lock, lambda: list(installers))


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (Found(python=None), Step.REBUILD),
        (Found(python="3.9"), Step.REBUILD),
        (Found("3.11"), Step.INSTALL),
        (Found("3.11", unfinished=True), Step.REBUILD),
        (Found("3.11", stamp=Stamp("3.11", ["older"])), Step.INSTALL),
        (Found("3.11", stamp=Stamp("3.11", ["wanted"])), Step.NOTHING),
        (Found("3.11", stamp=Stamp("3.11", ["other", "wanted"])), Step.NOTHING),
        (Found("3.13", stamp=Stamp("3.11", ["wanted"])), Step.REBUILD),
        (Found("3.11", unfinished=True, stamp=Stamp("3.11", ["wanted"])), Step.REBUILD),
    ],
)
def test_what_stands_there_decides_what_is_done(found: Found, step: Step) -> None:
    assert decide(found, "wanted") is step


def test_a_fresh_checkout_gets_an_environment(checkout: Checkout) -> None:
    fake = FakeInstaller()

    assert bring(checkout, RUNTIME_LOCK, fake) is Step.REBUILD

    assert fake.done == ["make", f"install {RUNTIME_LOCK}"]
    assert look(checkout) == Found(PYTHON, False, Stamp(PYTHON, [checkout.digest(RUNTIME_LOCK)]))


def test_a_second_start_does_not_even_look_for_an_installer(checkout: Checkout) -> None:
    bring(checkout, RUNTIME_LOCK, FakeInstaller())

    assert prepare(checkout, RUNTIME_LOCK, lambda: pytest.fail("asked for an installer")) is Step.NOTHING


def test_a_changed_lock_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    bring(checkout, RUNTIME_LOCK, FakeInstaller())
    (checkout.root / RUNTIME_LOCK).write_text("nicegui==2\n")
    fake = FakeInstaller()

    assert bring(checkout, RUNTIME_LOCK, fake) is Step.INSTALL
    assert fake.done == [f"install {RUNTIME_LOCK}"]


def test_an_environment_for_the_tests_starts_the_product_too(checkout: Checkout) -> None:
    bring(checkout, TEST_LOCK, FakeInstaller())

    assert bring(checkout, RUNTIME_LOCK, FakeInstaller()) is Step.NOTHING


def test_an_environment_for_the_product_is_completed_for_the_tests(checkout: Checkout) -> None:
    bring(checkout, RUNTIME_LOCK, FakeInstaller())
    fake = FakeInstaller()

    assert bring(checkout, TEST_LOCK, fake) is Step.INSTALL
    assert fake.done == [f"install {TEST_LOCK}"]


def test_an_interrupted_installation_is_made_again(checkout: Checkout) -> None:
    with pytest.raises(SetupError):
        bring(checkout, RUNTIME_LOCK, FakeInstaller(fails=True))
    fake = FakeInstaller()

    assert bring(checkout, RUNTIME_LOCK, fake) is Step.REBUILD
    assert fake.done == ["make", f"install {RUNTIME_LOCK}"]


def test_an_environment_whose_python_went_away_is_made_again(checkout: Checkout) -> None:
    bring(checkout, RUNTIME_LOCK, FakeInstaller())
    checkout.python.unlink()
    checkout.python.write_text("no program")

    assert bring(checkout, RUNTIME_LOCK, FakeInstaller()) is Step.REBUILD


def test_an_environment_made_by_another_tool_is_kept_where_that_works(checkout: Checkout) -> None:
    checkout.venv.mkdir()
    FakeInstaller().make(checkout.venv)

    assert bring(checkout, RUNTIME_LOCK, FakeInstaller(updates=True)) is Step.INSTALL


def test_an_environment_without_pip_is_made_again_where_only_pip_is_there(checkout: Checkout) -> None:
    bring(checkout, RUNTIME_LOCK, FakeInstaller())
    fake = FakeInstaller(updates=False)

    assert bring(checkout, TEST_LOCK, fake) is Step.REBUILD


def test_the_second_installer_begins_afresh_where_the_first_one_fails(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    second = FakeInstaller()

    bring(checkout, RUNTIME_LOCK, FakeInstaller(fails=True), second)

    assert second.done == ["make", f"install {RUNTIME_LOCK}"]
    assert "That did not work; trying again with fake." in capsys.readouterr().out


def test_an_update_that_fails_before_it_changed_anything_leaves_the_environment_as_it_was(checkout: Checkout) -> None:
    bring(checkout, RUNTIME_LOCK, FakeInstaller())
    (checkout.root / RUNTIME_LOCK).write_text("nicegui==2\n")

    with pytest.raises(SetupError, match="is there a network"):
        bring(checkout, RUNTIME_LOCK, FakeInstaller(fails=True), FakeInstaller(updates=False))

    (checkout.root / RUNTIME_LOCK).write_text("nicegui==1\n")
    assert bring(checkout, RUNTIME_LOCK) is Step.NOTHING


def test_how_a_checkout_ends_its_lines_changes_nothing(checkout: Checkout) -> None:
    before = checkout.digest(RUNTIME_LOCK)
    (checkout.root / RUNTIME_LOCK).write_bytes(b"nicegui==1\r\n")

    assert checkout.digest(RUNTIME_LOCK) == before
