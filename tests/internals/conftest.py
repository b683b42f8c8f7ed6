"""A page of NiceGUI's simulated user, on which the contract with it is tried."""

from collections.abc import AsyncIterator

import pytest
from nicegui import Client
from nicegui.testing import user_simulation


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """An empty page that is open."""
    async with user_simulation(lambda: None) as user:
        yield await user.open("/")
