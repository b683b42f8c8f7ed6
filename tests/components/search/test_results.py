from datetime import UTC, datetime

from livechat.components.search.results import nothing_found, search_results
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import Person, PostedMessage, RoomInfo, SearchHit

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ROOM = RoomInfo(RoomId(3), "<Quay>", "", "quay", UserId(1), False, NOON)


def hit(*excerpt: tuple[str, bool], author: str = "Alice") -> SearchHit:
    message = PostedMessage(MessageId(7), ROOM.id, 0, Person(UserId(1), author), "body", "key", NOON)
    return SearchHit(message, -1.0, excerpt=excerpt)


def shown(*hits: SearchHit, limit: int = 50) -> str:
    return str(search_results(hits, {ROOM.id: ROOM}, limit=limit, now=NOON, zone=UTC))


def test_a_hit_leads_to_its_message_and_marks_the_words() -> None:
    html = shown(hit(("the ", False), ("tide", True), (" turns", False)))

    assert 'href="/rooms/quay?m=7"' in html
    assert "the <mark>tide</mark> turns" in html
    assert 'aria-label="Results"' in html
    assert "12:00" in html


def test_nothing_that_people_wrote_becomes_markup() -> None:
    html = shown(hit(("<script>", False), ("<img onerror=x>", True), author="<b>Bob</b>"))

    assert "<mark>&lt;img onerror=x&gt;</mark>" in html
    for tag in ("<script", "<img onerror", "<b>", "<Quay>"):
        assert tag not in html
    assert "<i>" not in str(nothing_found("<i>", ROOM))


def test_the_count_is_said() -> None:
    assert "1 message<" in shown(hit())
    assert "2 messages<" in shown(hit(), hit())
    assert "The 2 best matches<" in shown(hit(), hit(), limit=2)
