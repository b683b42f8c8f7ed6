"""What the database holds of messages, read and written past the services."""

from pathlib import Path

from sqlalchemy import text

from livechat.chat import Chat
from livechat.ids import MessageId
from livechat.records import Person, PostedMessage

HANGING = ("message_version", "reaction", "pin", "edit_draft")  # tables of what hangs on messages


async def hang_on(chat: Chat, message: PostedMessage, by: Person, words: str = "an earlier word") -> None:
    """Edit it once, react to it, pin it, and begin to edit it again."""
    values = {"message": message.id, "room": message.room_id, "by": by.id, "words": words, "at": "2026-11-24 10:00:00"}
    async with chat.db.write() as tx:
        for statement in (
            "UPDATE message SET edited_at = :at WHERE id = :message",
            "INSERT INTO message_version (message_id, body, written_at) VALUES (:message, :words, :at)",
            "INSERT INTO reaction (message_id, emoji, user_id, inserted_at) VALUES (:message, '👍', :by, :at)",
            "INSERT INTO pin (message_id, room_id, user_id, inserted_at) VALUES (:message, :room, :by, :at)",
            "INSERT INTO edit_draft (user_id, message_id, room_id, body, updated_at)"
            " VALUES (:by, :message, :room, :words, :at)",
        ):
            await tx.execute(text(statement), {k: v for k, v in values.items() if f":{k}" in statement})


async def count_hanging(chat: Chat, message_id: MessageId) -> int:
    """How many rows of other tables belong to a message."""
    async with chat.db.read() as tx:
        counts = [
            await tx.execute(text(f"SELECT count(*) FROM {table} WHERE message_id = :id"), {"id": message_id})
            for table in HANGING
        ]
    return sum(count.scalar_one() for count in counts)


async def body_of(chat: Chat, message_id: MessageId) -> tuple[str, str | None]:
    """A message's text and HTML as the table has them."""
    async with chat.db.read() as tx:
        row = (await tx.execute(text("SELECT body, html FROM message WHERE id = :id"), {"id": message_id})).one()
    return row.body, row.html


def places_of(marker: str, folder: Path) -> list[str]:
    """In which of the database's files the bytes of a text stand."""
    return sorted(file.name for file in folder.glob("livechat.db*") if marker.encode() in file.read_bytes())


async def drop_index(chat: Chat) -> None:
    """Have no search index: what it keeps of words that are gone is no matter of the tables."""
    async with chat.db.write() as tx:
        for trigger in ("message_inserted", "message_deleted", "message_updated"):
            await tx.execute(text(f"DROP TRIGGER {trigger}"))
        await tx.execute(text("DROP TABLE message_fts"))


async def count_unerased(chat: Chat) -> int:
    """How many messages still have a text."""
    async with chat.db.read() as tx:
        return int((await tx.execute(text("SELECT count(*) FROM message WHERE body != ''"))).scalar_one())
