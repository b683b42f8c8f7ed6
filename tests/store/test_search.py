import sqlite3
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from livechat.db import Database
from livechat.migrations import migrate
from livechat.records import Person, RoomInfo
from livechat.store import messages, search
from livechat.store.search import MAX_QUERY_CHARACTERS, MAX_WORDS, fts_query
from tests.store.rows import add_messages, add_room, check_index, new_message


async def find(db: Database, room: RoomInfo, query: str, limit: int = 50) -> list[str]:
    async with db.read() as tx:
        return [hit.message.body for hit in await search.search_messages(tx, room.id, query, limit)]


async def test_the_best_match_comes_first(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(
        db, room, alice, "tide tide tide", "the tide comes in slowly over the sand today", "no match", "tide table"
    )

    async with db.read() as tx:
        hits = await search.search_messages(tx, room.id, "tide")

    bodies = [hit.message.body for hit in hits]
    assert bodies == ["tide tide tide", "tide table", "the tide comes in slowly over the sand today"]
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert hits[0].message.author == alice


async def test_of_equal_matches_the_newest_comes_first(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "boat a", "boat b", "boat c")

    assert await find(db, room, "boat") == ["boat c", "boat b", "boat a"]
    assert await find(db, room, "boat", limit=2) == ["boat c", "boat b"]


async def test_all_words_must_be_there_in_any_order(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "red boat", "boat, painted red", "red car")

    assert set(await find(db, room, "boat red")) == {"red boat", "boat, painted red"}


async def test_the_last_word_may_be_a_beginning(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "harbour lights")

    for query in ("h", "ha", "harb", "lights har"):
        assert await find(db, room, query) == ["harbour lights"]
    assert await find(db, room, "harb lights") == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Café crème", "cafe"),
        ("cafe", "café"),
        ("Cafe\u0301", "caf\u00e9"),
        ("ÄRGER", "ärger"),
        ("हिन्दी", "हिन्दी"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("Привет мир", "МИР"),
        ("日本語", "日本"),
        ("v2.1 is out", "v2.1"),
        ("see https://example.org/a_b", "a_b"),
    ],
)
async def test_words_are_found_in_many_scripts(
    db: Database, alice: Person, room: RoomInfo, text: str, query: str
) -> None:
    await add_messages(db, room, alice, text, "something else")

    assert await find(db, room, query) == [text]


async def test_hindi_words_are_not_split_at_vowel_signs(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "हानि")

    assert await find(db, room, "हिन") == []


async def test_a_search_stays_in_its_room(db: Database, alice: Person, room: RoomInfo) -> None:
    quay = await add_room(db, alice, "quay")
    await add_messages(db, room, alice, "ahoy here")
    await add_messages(db, quay, alice, "ahoy there")

    assert await find(db, room, "ahoy") == ["ahoy here"]
    for intruding in (f"ahoy r{quay.id}", f'ahoy" OR room : "r{quay.id}', f"r{quay.id}"):
        assert await find(db, room, intruding) == []


async def test_of_a_common_word_the_newest_are_ranked(
    db: Database, alice: Person, room: RoomInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_RANKED", 2)
    await add_messages(db, room, alice, "tea tea tea", "tea with milk", "tea")

    assert await find(db, room, "tea") == ["tea", "tea with milk"]


async def test_the_index_follows_changes(db: Database, alice: Person, room: RoomInfo) -> None:
    edited, gone = await add_messages(db, room, alice, "first draught", "second draught")
    async with db.write() as tx:
        await tx.exec_driver_sql("UPDATE message SET body = 'third attempt' WHERE id = ?", (edited.id,))
        await tx.exec_driver_sql("DELETE FROM message WHERE id = ?", (gone.id,))

    assert await find(db, room, "draught") == []
    assert await find(db, room, "attempt") == ["third attempt"]
    await check_index(db)


async def test_what_is_rolled_back_is_not_found(db: Database, alice: Person, room: RoomInfo) -> None:
    with suppress(CancelledError):
        async with db.write() as tx:
            await messages.insert(tx, new_message(room, alice, "unsaid"), alice)
            raise CancelledError

    assert await find(db, room, "unsaid") == []
    await check_index(db)


@pytest.mark.parametrize("nothing", ["", " ", "*", '"', "?!", "\x00", "()", "\ud800", "🙂"])
async def test_a_query_without_words_finds_nothing(db: Database, alice: Person, room: RoomInfo, nothing: str) -> None:
    await add_messages(db, room, alice, "* ( ) 🙂 text")

    assert fts_query(nothing) is None
    assert await find(db, room, nothing) == []


def test_only_the_first_words_count() -> None:
    assert len(fts_query("a" * 10_000) or "") < MAX_QUERY_CHARACTERS + 10
    assert fts_query("a b c d e f g h i j") == '"a" "b" "c" "d" "e" "f" "g" "h" *'
    assert MAX_WORDS == 8


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A migrated database, asked without detours."""
    path: Path = tmp_path_factory.mktemp("index") / "livechat.db"
    migrate(path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO message_fts (rowid, body, room) VALUES (1, 'hello and or not near', 'r1')")
    yield connection
    connection.close()


SYNTAX = st.sampled_from(
    ["AND", "OR", "NOT", "NEAR(", "body:", "room:r2", "{body}", "-", "^", '"', "*", "+", "\x00", "'"]
)


@given(st.one_of(st.text(), st.lists(st.one_of(SYNTAX, st.text(max_size=5))).map(" ".join)))
@example("\x00")
@example('" OR "r2')
@example("a" * 40_000)
@example("\U0001e922\U0001e943")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_query(index: sqlite3.Connection, text: str) -> None:
    words = fts_query(text)

    if words is not None:
        match = f'body : ({words}) AND room : "r1"'
        index.execute("SELECT rowid FROM message_fts WHERE message_fts MATCH ?", (match,)).fetchall()


@given(
    st.text(alphabet=st.characters(categories=["L", "N", "Mn", "Mc"], max_codepoint=0x2FFF), min_size=1, max_size=12)
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_word_finds_itself(index: sqlite3.Connection, word: str) -> None:
    index.execute("SAVEPOINT one_word")
    index.execute("INSERT INTO message_fts (rowid, body, room) VALUES (2, ?, 'r1')", (f"so {word} it",))
    match = f'body : ({fts_query(word)}) AND room : "r1"'
    found = index.execute("SELECT rowid FROM message_fts WHERE message_fts MATCH ?", (match,)).fetchall()
    index.execute("ROLLBACK TO one_word")

    assert (2,) in found
