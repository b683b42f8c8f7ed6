"""A database that refuses: its file is out of the way, and what stands in its place cannot be opened."""

import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from livechat.chat import Chat
from livechat.db import READERS, Database

PATIENCE_SECONDS = 10.0


@asynccontextmanager
async def refusing_database(chat: Chat) -> AsyncIterator[None]:
    """Every transaction of the chat raises Unavailable; afterwards everything is as it was."""
    path = chat.settings.database
    aside = path.with_suffix(".aside")
    await _wait_for_transactions(chat.db)
    await end_connections(chat.db)
    path.rename(aside)
    path.mkdir()
    try:
        yield
    finally:
        await end_connections(chat.db)
        path.rmdir()
        aside.rename(path)


async def end_connections(db: Database) -> None:
    """Close them and wait for their threads: one that could not be opened ends by itself, and tells the loop."""
    await db.close()
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            thread.join(PATIENCE_SECONDS)


async def _wait_for_transactions(db: Database) -> None:
    """Whoever has all connections knows that nobody else has one."""
    async with AsyncExitStack() as stack:
        for transaction in (db.write, *(db.read for _ in range(READERS))):
            await stack.enter_async_context(transaction())
