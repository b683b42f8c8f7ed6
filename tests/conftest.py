"""What every test may ask for: a clock that stands still, settings in a temporary place, a running chat."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextvars import ContextVar
from pathlib import Path

import hypothesis
import pytest
from xdist.remote import Producer

from livechat.chat import Chat
from livechat.config import Settings
from livechat.migrations import migrate
from tests.fakes import FakeClock
from tests.one_browser import OneBrowser
from tests.pseudo_language import PSEUDO
from tests.quick_disk import make_quick
from tests.settings import settings_in

# A busy machine is not a failure: each test has pytest's time limit.
hypothesis.settings.register_profile("livechat", deadline=None)
hypothesis.settings.load_profile("livechat")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    return OneBrowser(config, log)


def pytest_collection_finish() -> None:
    """No collection of garbage looks through the modules again: NiceGUI's simulation asks for two in each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def patience_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat in this process may take longer to end than a server."""
    monkeypatch.setattr("livechat.chat.END_SECONDS", 10.0)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest schema."""
    path = tmp_path_factory.mktemp("migrated") / "livechat.db"
    migrate(path)
    return path


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch, migrated: Path) -> None:
    """Where the disk itself is looked at, a module has a fixture of this name that does nothing."""
    make_quick(monkeypatch, migrated)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
async def chat(settings: Settings, clock: FakeClock) -> AsyncIterator[Chat]:
    """A running chat; afterwards no subscription and no task of it is left."""
    before = asyncio.all_tasks()
    async with Chat(settings, clock=clock).running() as chat:
        yield chat
    assert chat.bus.listeners() == 0
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not {task.get_name() for task in left}


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everywhere in this process, whichever task speaks."""
    monkeypatch.setattr("livechat.i18n.languages._spoken", ContextVar("pseudo language", default=PSEUDO))
