"""The chat for a command: its database and its verbs, beside a server that may be running."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from livechat.chat import Chat
from livechat.config import load_settings


@asynccontextmanager
async def opened_chat() -> AsyncIterator[Chat]:
    """Open the database by the settings, start no service, and close it. Raises StartError."""
    chat = Chat(load_settings())
    try:
        await chat.db.open()
        yield chat
    finally:
        chat.accounts.close()
        await chat.db.close()
