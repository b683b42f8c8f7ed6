"""One message as everybody sees it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from livechat.components.message.bubble import RowIds, is_grouped, message_elements, message_words
from livechat.ids import MessageId, RoomId, UserId
from livechat.markup.html import message_html
from livechat.markup.renderer import MessageRenderer
from livechat.records import Deletion, Person, PostedMessage, Reaction
from tests.components.markup import Node, read

ALICE, BOB = Person(UserId(1), "Alice"), Person(UserId(2), "Bob")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
NAMES = ["Al", "x" * 300, "مريم", HOSTILE, "  ", "👩‍🚀"]


def message(
    body: str = "hello", author: Person = ALICE, *, at: datetime = NOON, number: int = 7, **more: Any
) -> PostedMessage:
    html = str(message_html(body))
    return PostedMessage(MessageId(number), RoomId(1), number, author, body, f"id-{number}", at, html=html, **more)


def drawn(body: str = "hello", **options: Any) -> Node:
    return read(message_words(message(body, **options), "harbour", UTC))


def test_it_shows_author_time_and_text() -> None:
    row = drawn("hello **there**")

    assert row.one("h2").name == "Alice"
    assert row.one("time").one("span", class_="clock-24").text == "12:00"
    assert row.one("time").one("span", class_="clock-12").text == "12:00 pm"
    title = row.one("a", class_="message-time").attributes["title"]
    assert title == "Tuesday, 24 November 2026, 12:00 (12:00 pm), UTC"
    assert row.one("strong").text == "there"


def test_its_time_links_to_it() -> None:
    assert drawn().one("a", class_="message-time").attributes["href"] == "/rooms/harbour?m=7"


@pytest.mark.parametrize("name", NAMES)
def test_any_name_stays_text(name: str) -> None:
    row = drawn(author=Person(UserId(3), name))

    assert row.one("bdi").text == name
    assert not row.all("script")
    assert not row.all("img")


@pytest.mark.parametrize(
    "body",
    [
        HOSTILE,
        "<svg onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVa&#9;Script:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '[x](https://e.example/"onmouseover=alert(1))',
        "<style>*{display:none}</style>",
        "![x](https://e.example/x.png)",
        "[" * 3_000,
        "> " * 300 + "deep",
    ],
)
def test_hostile_text_is_inert(body: str) -> None:
    row = drawn(body)

    assert not any(row.all(tag) for tag in ("script", "img", "svg", "style", "form", "iframe"))
    for node in row.all():
        assert not any(name.startswith("on") for name in node.attributes)
        assert node.attributes.get("href", "https:").startswith(
            ("https:", "http:", "mailto:", "tel:", "ftp:", "/rooms/harbour")
        )


def test_links_open_elsewhere_and_tell_nothing() -> None:
    link = drawn("see https://example.org/a").one("a", href="https://example.org/a")

    assert link.attributes["target"] == "_blank"
    assert "noopener" in link.attributes["rel"]


@pytest.mark.parametrize(
    ("body", "is_large"), [("👍", True), ("🎉 🎉", True), ("👍 fine", False), ("5", False), ("", False)]
)
def test_a_few_emoji_alone_are_large(body: str, is_large: bool) -> None:
    assert bool(drawn(body).all("div", class_="message-body message-emoji")) == is_large


def test_an_edited_message_says_so() -> None:
    assert drawn(edited_at=NOON).one("button", class_="message-versions members-only").name == "edited"


def test_a_deleted_message_keeps_nothing_of_its_text() -> None:
    row = drawn("secret", deletion=Deletion(ALICE.id, NOON, is_final=True))

    assert "secret" not in row.text
    assert "was deleted" in row.text


def test_a_reply_shows_what_it_answers_and_leads_there() -> None:
    quote = drawn(reply_to=message(HOSTILE, BOB, number=3)).one("a", class_="message-quote")

    assert quote.attributes["href"] == "/rooms/harbour?m=3"
    assert quote.name == f"Bob {HOSTILE}"


def test_messages_of_one_author_within_five_minutes_are_grouped() -> None:
    first = message(at=NOON)

    assert is_grouped(message(at=NOON + timedelta(minutes=5)), first, UTC)
    assert not is_grouped(message(at=NOON + timedelta(minutes=5, seconds=1)), first, UTC)
    assert not is_grouped(message(author=BOB), first, UTC)
    assert not is_grouped(message(reply_to=message("x", BOB)), first, UTC)
    assert not is_grouped(first, None, UTC)


def elements(**more: Any) -> dict[str, dict[str, Any]]:
    people = {ALICE.id: "Alice", BOB.id: "Bob"}
    options: dict[str, Any] = {"slug": "harbour", "zone": UTC, "name_of": people.__getitem__}
    return message_elements(RowIds("row", "words", "reactions"), message(**more), None, **options)


def test_the_row_is_an_article_with_the_messages_id() -> None:
    parts = elements()

    assert list(parts) == ["words", "row"]
    assert parts["row"]["tag"] == "article"
    assert parts["row"]["props"]["id"] == "m7"
    assert parts["row"]["props"]["data-author"] == "1"
    assert parts["row"]["children"] == ["words"]


def test_a_reaction_is_a_button_of_its_own_that_says_who() -> None:
    parts = elements(reactions=(Reaction("👍", (BOB.id, ALICE.id)), Reaction("🎉", (ALICE.id,))))

    button = parts["reactions-1f44d"]["props"]
    assert parts["row"]["children"] == ["words", "reactions"]
    assert parts["reactions"]["children"] == ["reactions-1f44d", "reactions-1f389"]
    assert (button["aria-label"], button["title"], button["data-by"]) == ("👍 2", "Bob, Alice", "2 1")


def test_a_quote_of_what_was_deleted_says_so() -> None:
    gone = message("", BOB, deletion=Deletion(BOB.id, NOON, is_final=False))

    assert drawn(reply_to=gone).one("a", class_="message-quote").name == "Bob deleted message"


def test_a_deletion_may_be_undone_until_it_is_final() -> None:
    within = drawn("", deletion=Deletion(BOB.id, NOON, is_final=False))
    final = drawn("", deletion=Deletion(BOB.id, NOON, is_final=True))

    assert within.one("button").name == "Undo"
    assert within.one("button").attributes["data-by"] == "2"
    assert not final.all("button")


def test_a_pinned_one_says_so() -> None:
    assert "Pinned" in drawn(is_pinned=True).text
    assert "Pinned" not in drawn().text


def drawn_linking(linked: PostedMessage) -> Node:
    html = MessageRenderer(origins={"http://chat.test"}).html(f"see http://chat.test/rooms/attic?m={linked.id}")
    return read(message_words(replace(message(), html=html, linked=(linked,)), "harbour", UTC))


def test_what_it_links_to_is_quoted_below_it() -> None:
    quote = drawn_linking(message("the **keys**", BOB, number=3)).one("a", class_="message-quote")

    assert quote.text == "Bob the keys"
    assert quote.attributes["href"] == "/rooms/attic?m=3"


def test_what_it_links_to_may_be_deleted() -> None:
    gone = message("", BOB, number=3, deletion=Deletion(BOB.id, NOON, is_final=False))

    assert drawn_linking(gone).one("a", class_="message-quote").text == "Bob deleted message"
