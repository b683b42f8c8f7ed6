"""The secret is made once, whole or not at all, and each way in which it cannot be is a sentence."""

import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from livechat.errors import StartError
from livechat.startup.secret_file import secret_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret"


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No byte can be written to any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_it_is_made_once_for_its_owner_alone(path: Path) -> None:
    secret = secret_in(path)

    assert secret_in(path) == secret
    assert len(secret) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_an_empty_one_is_none(path: Path) -> None:
    path.touch()

    assert secret_in(path) == path.read_text() != ""


def test_a_full_disk_is_said_and_leaves_nothing(path: Path, full_disk: None) -> None:
    with pytest.raises(StartError, match=r"The secret in \S+ cannot be kept: File too large\."):
        secret_in(path)

    assert not list(path.parent.iterdir())


def test_one_that_cannot_be_read_is_said(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StartError, match=r"cannot be kept: Is a directory\."):
        secret_in(path)


def test_one_that_is_no_text_is_said(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(StartError, match="is no text"):
        secret_in(path)
