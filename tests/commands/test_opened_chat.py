from pathlib import Path

import pytest

from livechat.commands.opened_chat import opened_chat
from livechat.errors import NotFound, StartError


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the settings that a command reads."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIVECHAT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LIVECHAT_UPLOADS_DIR", str(tmp_path / "uploads"))
    return tmp_path / "data"


def database_files(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("livechat.db*")}


async def test_a_command_uses_the_verbs_and_no_service_runs() -> None:
    async with opened_chat() as chat:
        assert await chat.accounts.links.setup_path() is not None
        assert chat.supervisor.names() == ()


async def test_what_was_opened_is_closed_after_an_error_too(data: Path) -> None:
    with pytest.raises(NotFound):
        async with opened_chat() as chat:
            await chat.accounts.administration.make_admin("nobody@example.org")

    assert database_files(data) == {"livechat.db"}


@pytest.fixture
def no_database(data: Path) -> None:
    data.mkdir()
    (data / "livechat.db").write_text("shopping list " * 100)


async def test_a_file_that_is_no_database_is_said(no_database: None) -> None:
    with pytest.raises(StartError):
        async with opened_chat():
            pass
