"""What was deleted is erased at its time, whatever happens to server, clock and disk, and from the files' bytes."""

from pathlib import Path
from typing import NoReturn
from unittest.mock import Mock

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import DatabaseRefused, Forbidden, Trouble
from livechat.events import MessageDeleted, room_topic
from livechat.records import Person, PostedMessage, RoomInfo, SavedDraft
from livechat.services.messages.deletion import TOO_LATE
from livechat.services.messages.erasure import GATHER_SECONDS, UNDO_SECONDS
from livechat.services.storage.scrubbing import RETRY_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.refusing_database import refusing_database
from tests.services.messages.stored import body_of, count_hanging, count_unerased, drop_index, hang_on, places_of

MARKER = "Zweiundvierzigtausend"


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice)


async def deleted(chat: Chat, who: Person, place: RoomInfo, body: str = "a secret") -> PostedMessage:
    """Said and taken away."""
    return await chat.deletion.delete(who.id, place.id, (await say(chat, who, place, body)).id)


async def erased(chat: Chat, *messages: PostedMessage) -> bool:
    return [await body_of(chat, message.id) for message in messages] == [("", None)] * len(messages)


async def log_is_empty(chat: Chat, clock: FakeClock) -> bool:
    await clock.advance(RETRY_SECONDS)
    return chat.settings.database.with_name("livechat.db-wal").stat().st_size == 0


async def test_after_its_time_nothing_is_left_and_everybody_is_told(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "a secret")
    await hang_on(chat, message, alice)
    await chat.deletion.delete(alice.id, harbour.id, message.id)
    assert await count_hanging(chat, message.id) == 4

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        await clock.advance(UNDO_SECONDS)
        await eventually(lambda: erased(chat, message))
        [event] = [event for event in subscription.waiting() if isinstance(event, MessageDeleted)]

    assert event.message.deletion is not None
    assert event.message.deletion.is_final
    assert event.message == await chat.messages.get(alice.id, harbour.id, message.id)
    assert await count_hanging(chat, message.id) == 0


async def test_until_then_everything_is_kept(chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo) -> None:
    message = await deleted(chat, alice, harbour)
    await clock.advance(UNDO_SECONDS - 0.1)

    assert (await body_of(chat, message.id))[0] == "a secret"


async def test_many_are_erased_together(chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo) -> None:
    messages = [await deleted(chat, alice, harbour, f"secret {number}") for number in range(8)]
    database = chat.erasure._db = Mock(wraps=chat.db)

    await clock.advance(UNDO_SECONDS)
    await eventually(lambda: erased(chat, *messages))

    database.write.assert_called_once()


async def test_what_a_full_disk_refuses_is_erased_later(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    message = await deleted(chat, alice, harbour)
    async with refusing_database(chat):
        await clock.advance(UNDO_SECONDS + GATHER_SECONDS)
    assert not await erased(chat, message)
    with pytest.raises(Forbidden, match=str(TOO_LATE)):
        await chat.deletion.undo_delete(alice.id, harbour.id, message.id)

    async def is_erased() -> bool:
        await clock.advance(GATHER_SECONDS)
        return await erased(chat, message)

    await eventually(is_erased)


# Restarts and clocks


async def run_before(settings: Settings, clock: FakeClock) -> tuple[Person, RoomInfo, PostedMessage]:
    """A server in whose run something was deleted, and which has ended."""
    async with Chat(settings, clock=clock).running() as chat:
        alice = await person(chat, "Alice")
        harbour = await room(chat, alice)
        return alice, harbour, await deleted(chat, alice, harbour)


async def test_what_became_due_while_the_server_was_away_is_erased_before_anybody_is_served(
    settings: Settings, clock: FakeClock
) -> None:
    *_, message = await run_before(settings, clock)
    await clock.advance(UNDO_SECONDS)

    async with Chat(settings, clock=clock).running() as chat:
        assert await erased(chat, message)


async def test_undo_outlives_a_restart_and_ends_at_its_time(settings: Settings, clock: FakeClock) -> None:
    alice, harbour, message = await run_before(settings, clock)
    await clock.advance(UNDO_SECONDS / 2)

    async with Chat(settings, clock=clock).running() as chat:
        restored = await chat.deletion.undo_delete(alice.id, harbour.id, message.id)
        await chat.deletion.delete(alice.id, harbour.id, message.id)
    assert restored.body == "a secret"
    await clock.advance(UNDO_SECONDS / 2)

    async with Chat(settings, clock=clock).running() as chat:
        await clock.advance(UNDO_SECONDS / 2)
        with pytest.raises(Forbidden, match=str(TOO_LATE)):
            await chat.deletion.undo_delete(alice.id, harbour.id, message.id)
        await eventually(lambda: erased(chat, message))


async def test_a_clock_set_back_over_a_restart_keeps_nothing_for_long(settings: Settings, clock: FakeClock) -> None:
    *_, message = await run_before(settings, clock)
    clock.set_forward(-1_000_000)

    async with Chat(settings, clock=clock).running() as chat:
        assert not await erased(chat, message)
        await clock.advance(UNDO_SECONDS)
        await eventually(lambda: erased(chat, message))


@pytest.mark.parametrize("seconds", [-1_000_000, 1_000_000])
async def test_a_clock_that_is_set_while_the_server_runs_changes_nothing(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, seconds: int
) -> None:
    message = await deleted(chat, alice, harbour)
    clock.set_forward(seconds)
    await clock.advance(UNDO_SECONDS - 1)
    await chat.deletion.undo_delete(alice.id, harbour.id, message.id)
    await chat.deletion.delete(alice.id, harbour.id, message.id)
    clock.set_forward(seconds)
    await clock.advance(UNDO_SECONDS)

    await eventually(lambda: erased(chat, message))


def refuse() -> NoReturn:
    raise DatabaseRefused(Trouble.DISK_FULL)


async def test_a_full_disk_at_the_start_is_no_reason_not_to_start(
    settings: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, message = await run_before(settings, clock)
    await clock.advance(UNDO_SECONDS)
    chat = Chat(settings, clock=clock)
    catch_up = chat.erasure.catch_up

    async def catch_up_in_vain() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(chat.db, "write", refuse)
            await catch_up()

    monkeypatch.setattr(chat.erasure, "catch_up", catch_up_in_vain)
    async with chat.running():
        await clock.advance(0)
        await eventually(lambda: erased(chat, message))


# Bytes


async def test_no_byte_of_it_is_in_the_tables_or_the_log(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, tmp_path: Path
) -> None:
    await drop_index(chat)  # which keeps words for now
    for number in range(20):
        await say_with_a_life(chat, alice, harbour, f"{MARKER} **{number}**" + "!" * (number * 40))
        await clock.advance(1)
    assert places_of(MARKER, tmp_path)

    async def all_are_erased() -> bool:
        await clock.advance(GATHER_SECONDS)
        return not await count_unerased(chat)

    await eventually(all_are_erased)
    await eventually(lambda: log_is_empty(chat, clock))

    assert places_of(MARKER, tmp_path) == []


async def say_with_a_life(chat: Chat, who: Person, place: RoomInfo, words: str) -> None:
    """Drafted bit by bit, posted, edited, being edited, deleted."""
    for end in range(5, len(words), 40):
        chat.drafts.put(who.id, place.id, SavedDraft(words[:end], f"id-{words}"[:64]))
        await chat.drafts.flush()
    message = await say(chat, who, place, words)
    await hang_on(chat, message, who, words)
    chat.drafts.put(who.id, place.id, SavedDraft("", ""))
    await chat.drafts.flush()
    await chat.deletion.delete(who.id, place.id, message.id)


async def test_a_deleted_room_leaves_no_bytes_either(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, tmp_path: Path
) -> None:
    await drop_index(chat)
    message = await say(chat, alice, harbour, MARKER)
    await hang_on(chat, message, alice, MARKER)
    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")
    await eventually(lambda: log_is_empty(chat, clock))

    assert places_of(MARKER, tmp_path) == []


async def test_who_reads_meanwhile_delays_the_log_only(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, tmp_path: Path
) -> None:
    await drop_index(chat)
    message = await deleted(chat, alice, harbour, MARKER)
    async with chat.db.read() as tx:
        await tx.exec_driver_sql("SELECT count(*) FROM message")
        await clock.advance(UNDO_SECONDS)
        await eventually(lambda: erased(chat, message))
        for _ in range(3):
            await clock.advance(RETRY_SECONDS)
        assert "livechat.db-wal" in places_of(MARKER, tmp_path)
        await say(chat, alice, harbour, "others write on")
    await eventually(lambda: log_is_empty(chat, clock))

    assert places_of(MARKER, tmp_path) == []
