"""Who reads what of who is typing, told bit by bit."""

from hypothesis import given
from hypothesis import strategies as st

from livechat.components.room.header import typing_line
from livechat.ids import RoomId, UserId
from livechat.internals.frames import encode_update
from livechat.live.room.chrome.typing_line import TypingLine
from livechat.records import Person
from tests.internals.peers import update_in

PEOPLE = [Person(UserId(number), f"person {number}") for number in range(1, 6)]
READERS = [*PEOPLE, Person(UserId(99), "reader")]
acts = st.tuples(st.sampled_from(["started", "stopped", "tell", "come in"]), st.sampled_from(PEOPLE))


def text_in(element: bytes | None) -> str:
    assert element is not None
    (told,) = update_in(encode_update([element])).values()
    return str(told["props"]["innerHTML"])


def test_nobody_reads_their_own_name_and_all_others_read_the_same() -> None:
    line, (alice, bob, carol, *_) = TypingLine(RoomId(1)), PEOPLE

    line.started(alice)
    line.started(bob)
    news = line.tell()

    assert text_in(news.of(alice.id)) == "person 2 is typing…"
    assert text_in(news.of(bob.id)) == "person 1 is typing…"
    assert news.of(carol.id) is news.of(UserId(99)) is news.shared
    assert text_in(news.shared) == "person 1 and person 2 are typing…"


def test_what_somebody_reads_already_is_not_told_again() -> None:
    line, (alice, bob, *_) = TypingLine(RoomId(1)), PEOPLE

    line.started(alice)
    assert line.tell().of(alice.id) is None
    line.tell()

    assert line.tell().shared is None
    assert line.told_to(bob.id) == "person 1 is typing…"


@given(st.lists(acts, max_size=30))
def test_whatever_was_told_bit_by_bit_is_what_is_so(happened: list[tuple[str, Person]]) -> None:
    line, typing = TypingLine(RoomId(1)), dict[UserId, Person]()
    shown = {reader.id: "" for reader in READERS}
    for name, person in happened:
        match name:
            case "started":
                line.started(person)
                typing.setdefault(person.id, person)
            case "stopped":
                line.stopped(person)
                typing.pop(person.id, None)
            case "come in":
                shown[person.id] = line.told_to(person.id)
            case "tell":
                news = line.tell()
                shown |= {reader: text_in(element) for reader in shown if (element := news.of(reader)) is not None}

    news = line.tell()
    shown |= {reader: text_in(element) for reader in shown if (element := news.of(reader)) is not None}

    assert shown == {
        reader: typing_line([person for person in typing.values() if person.id != reader]) for reader in shown
    }
