from datetime import timedelta

import pytest

from livechat.chat import Chat
from livechat.errors import NotFound
from livechat.events import SESSIONS, SessionEnded, user_topic
from livechat.records import Session
from livechat.services.accounts.request_source import NO_SOURCE
from livechat.services.accounts.session_cache import SESSION_IDLE_DAYS
from livechat.services.accounts.session_end_reasons import ENDED, EXPIRED
from livechat.services.accounts.sessions import Sessions
from livechat.services.secret_tokens import digest
from tests.fakes import FakeClock
from tests.people import person

DAY_SECONDS = 86_400


async def open_session(chat: Chat, name: str = "Alice") -> tuple[str, Session]:
    return await chat.accounts.open_session((await person(chat, name)).id)


async def test_a_session_is_found_by_its_secret_alone(chat: Chat) -> None:
    secret, session = await open_session(chat)

    assert await chat.accounts.sessions.find(secret) == session
    assert await chat.accounts.sessions.find(secret[:-1]) is None
    assert await chat.accounts.sessions.find("") is None
    assert await chat.accounts.sessions.find("x" * 10_000) is None


async def test_the_database_holds_nothing_that_opens_a_session(chat: Chat) -> None:
    secret, _ = await open_session(chat)

    stored = b"".join(path.read_bytes() for path in chat.settings.data_dir.glob("livechat.db*"))

    assert digest(secret) in stored
    assert secret.encode() not in stored


async def test_every_secret_is_new_and_long(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    secrets = {(await chat.accounts.open_session(alice.id))[0] for _ in range(20)}

    assert len(secrets) == 20
    assert min(map(len, secrets)) >= 43  # 256 bits


@pytest.fixture
def later() -> FakeClock:
    """A clock that moves sessions alone, so that sixty days pass at once."""
    return FakeClock()


async def open_later(chat: Chat, later: FakeClock) -> tuple[Sessions, str, Session]:
    sessions, alice = Sessions(chat.db, chat.bus, chat.access, later), await person(chat, "Alice")
    async with chat.db.write() as tx:
        secret, session = await sessions.start(tx, alice.id, NO_SOURCE, remember=True)
    await sessions.find(secret)
    return sessions, secret, session


async def test_a_session_nobody_uses_for_60_days_is_over(chat: Chat, later: FakeClock) -> None:
    sessions, secret, session = await open_later(chat, later)
    await later.advance(SESSION_IDLE_DAYS * DAY_SECONDS)

    assert await sessions.find(secret) is None
    assert not sessions.is_alive(session.id)
    with chat.bus.subscribe(SESSIONS) as ended:
        await sessions.end_expired()
        assert ended.waiting() == [SessionEnded(session.id, session.user_id, EXPIRED)]


async def test_each_use_gives_a_session_another_60_days(chat: Chat, later: FakeClock) -> None:
    sessions, secret, session = await open_later(chat, later)
    for _ in range(3):
        await later.advance(40 * DAY_SECONDS)
        assert await sessions.find(secret) is not None
        sessions.touch(session.id)
        await sessions.write_uses()
        await sessions.end_expired()
    assert [stored.id for stored in await sessions.list_for(session.user_id)] == [session.id]


async def test_uses_are_written_at_most_once_a_minute(chat: Chat, clock: FakeClock) -> None:
    secret, session = await open_session(chat)
    await chat.accounts.sessions.find(secret)

    chat.accounts.sessions.touch(session.id)
    assert (await chat.accounts.sessions.list_for(session.user_id))[0].last_used_at == session.last_used_at

    await clock.advance(61)
    chat.accounts.sessions.touch(session.id, "192.0.2.9")
    used = (await chat.accounts.sessions.list_for(session.user_id))[0]
    assert (used.last_used_at, used.address) == (session.last_used_at + timedelta(seconds=61), "192.0.2.9")


async def test_ending_a_session_tells_its_pages_and_spares_the_others(chat: Chat) -> None:
    secret, session = await open_session(chat)
    user_id = session.user_id
    other_secret, _ = await chat.accounts.open_session(user_id)
    await chat.accounts.sessions.find(secret)

    with chat.bus.subscribe(SESSIONS) as ended, chat.bus.subscribe(user_topic(user_id)) as own:
        await chat.accounts.sessions.end(user_id, session.id)

        assert ended.waiting() == own.waiting() == [SessionEnded(session.id, user_id, ENDED)]
    assert await chat.accounts.sessions.find(secret) is None
    assert not chat.accounts.sessions.is_alive(session.id)
    assert await chat.accounts.sessions.find(other_secret) is not None


async def test_nobody_ends_a_session_of_somebody_else(chat: Chat) -> None:
    secret, session = await open_session(chat)
    mallory = await person(chat, "Mallory")
    with pytest.raises(NotFound):
        await chat.accounts.sessions.end(mallory.id, session.id)
    assert await chat.accounts.sessions.find(secret) is not None


async def test_all_sessions_but_one_can_be_ended(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    opened = [await chat.accounts.open_session(alice.id) for _ in range(3)]
    keep = opened[1][1]

    await chat.accounts.sessions.end_all(alice.id, but=keep.id)

    assert await chat.accounts.sessions.list_for(alice.id) == [keep]
    alive = [await chat.accounts.sessions.find(secret) for secret, _ in opened]
    assert alive == [None, keep, None]
