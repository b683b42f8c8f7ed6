"""A database that refuses: its file is out of the way, and what stands in its place cannot be opened."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from livechat.chat import Chat
from livechat.db import READERS, SYSTEM, Database

PATIENCE_SECONDS = 10.0


@asynccontextmanager
async def refusing_database(chat: Chat) -> AsyncIterator[None]:
    """Every transaction of the chat raises Unavailable; afterwards everything is as it was."""
    path = chat.settings.database
    aside = path.with_suffix(".aside")
    await _wait_for_readers(chat.db)
    async with _nobody_else_at(chat.db):
        path.rename(aside)
        path.mkdir()
    try:
        yield
    finally:
        async with _nobody_else_at(chat.db):
            path.rmdir()
            aside.rename(path)


@asynccontextmanager
async def _nobody_else_at(db: Database) -> AsyncIterator[None]:
    """Nothing is open and nothing is opened to write: between two names the file would be made anew, and empty."""
    async with db._turns.taken(SYSTEM, first=True):
        await end_connections(db)
        yield


async def end_connections(db: Database) -> None:
    """Close them and wait for their threads. One that could not be opened ends when the loop has heard of it."""
    await db.close()
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, PATIENCE_SECONDS)


async def _wait_for_readers(db: Database) -> None:
    """Whoever has all connections knows that nobody else has one."""
    async with AsyncExitStack() as stack:
        for _ in range(READERS):
            await stack.enter_async_context(db.read())
