"""A database that refuses: its file is out of the way, and what stands in its place cannot be opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from livechat.chat import Chat


@asynccontextmanager
async def refusing_database(chat: Chat) -> AsyncIterator[None]:
    """Every transaction of the chat raises Unavailable; afterwards everything is as it was."""
    path = chat.settings.database
    aside = path.with_suffix(".aside")
    await chat.db.close()
    path.rename(aside)
    path.mkdir()
    try:
        yield
    finally:
        await chat.db.close()
        path.rmdir()
        aside.rename(path)
