"""A deleted message in a room that people have before their eyes: no text of it in any browser or screen."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.errors import ChatError
from livechat.ids import MessageId
from livechat.live.screens import Screens
from livechat.records import Person, PostedMessage, RoomInfo
from livechat.services.messages.erasure import GATHER_SECONDS, UNDO_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.live.watchers import Watcher
from tests.people import person, room, say
from tests.services.messages.stored import hang_on

MARKER = "marker"

acts = st.lists(
    st.tuples(st.sampled_from(("post", "answer", "delete", "undo", "wait", "crash")), st.integers(0, 5)),
    max_size=15,
)


def held(watcher: Watcher, message: PostedMessage) -> list[str]:
    """Where a text of the message still stands: what its browser was told, and what the shared screen keeps."""
    marker, history = f"{MARKER}{message.position}x", watcher.screen.history
    kept = [(block.messages, block.above, block.rows) for block in history.blocks.values()]
    places = {"browser": watcher.peer.elements, "screen": kept, "state": watcher.told_afresh()}
    return [place for place, found in places.items() if marker in repr(found)]


async def talk(chat: Chat, who: Person, place: RoomInfo, number: int) -> PostedMessage:
    return await say(chat, who, place, f"**{MARKER}{number}x**")


async def test_a_tombstone_has_no_text_no_reactions_and_no_actions_and_quotes_follow(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    message = await talk(chat, alice, harbour, 0)
    await hang_on(chat, message, bob)
    await chat.messages.post(bob.id, harbour.id, "an answer", "id-1", reply_to_id=message.id)
    watcher = Watcher(chat, screens, bob, harbour)
    await watcher.connect()
    assert "reaction" in str(watcher.peer.elements)
    assert held(watcher, message)

    await chat.deletion.delete(alice.id, harbour.id, message.id)
    await eventually(lambda: not held(watcher, message))
    tombstone, answer = watcher.rows

    assert "This message was deleted." in str(tombstone)
    assert "Undo" in str(tombstone)
    assert "deleted message" in str(answer)
    for gone in ("message-actions", "👍", "message-edited"):
        assert gone not in str(tombstone)

    await chat.deletion.undo_delete(alice.id, harbour.id, message.id)
    await eventually(lambda: "marker0x" in str(watcher.rows[0]))
    assert "👍" in str(watcher.peer.elements)
    assert "marker0x" in str(watcher.rows[1])

    await chat.deletion.delete(alice.id, harbour.id, message.id)
    await clock.advance(UNDO_SECONDS)
    await eventually(lambda: "Undo" not in str(watcher.rows[0]))
    assert not held(watcher, message)
    watcher.leave()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
async def test_whatever_happens_a_browser_shows_what_is_stored_and_no_text_that_was_deleted(
    chat: Chat, screens: Screens, clock: FakeClock, happened: list[tuple[str, int]]
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    watcher = Watcher(chat, screens, bob, harbour)
    await watcher.connect()
    said: list[PostedMessage] = []

    for name, index in happened:
        await act(chat, clock, watcher, said, name, index)
    await clock.advance(GATHER_SECONDS)

    await eventually(watcher.is_up_to_date)
    told, afresh = watcher.peer.elements, watcher.told_afresh(await watcher.read_afresh())
    assert {name: told[name] for name in afresh} == afresh
    for message in said:
        if (await chat.messages.get(alice.id, harbour.id, message.id)).is_deleted:
            assert held(watcher, message) == []
    watcher.leave()


async def act(chat: Chat, clock: FakeClock, watcher: Watcher, said: list[PostedMessage], name: str, index: int) -> None:
    alice, room_id = watcher.person, watcher.room_id
    match name:
        case "post":
            said.append(await talk(chat, alice, chat.rooms.get(alice.id, room_id), len(said)))
        case "wait":
            await clock.advance(UNDO_SECONDS / 2)
        case "crash":
            await chat.supervisor.stop_child(f"screen of room {room_id} in UTC")
            chat.supervisor.start_child(f"screen of room {room_id} in UTC", watcher.screen.run)
            await eventually(lambda: watcher.screen.ready)
        case _ if index < len(said):
            await act_on(chat, alice, said, said[index].id, name)


async def act_on(chat: Chat, who: Person, said: list[PostedMessage], message_id: MessageId, name: str) -> None:
    place = said[0].room_id
    try:
        match name:
            case "answer":
                body, key = f"**{MARKER}{len(said)}x**", f"answer-{place}-{len(said)}"
                said.append(await chat.messages.post(who.id, place, body, key, reply_to_id=message_id))
            case "delete":
                await chat.deletion.delete(who.id, place, message_id)
            case "undo":
                await chat.deletion.undo_delete(who.id, place, message_id)
    except ChatError:
        return
