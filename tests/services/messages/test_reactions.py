"""Emoji under messages: who may, on what, and that what everybody is told is what is stored."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.emoji.names import all_without_tones
from livechat.errors import ChatError, Forbidden, Invalid, NotFound, RateLimited, Unavailable
from livechat.events import ReactionsChanged, room_topic
from livechat.ids import UserId
from livechat.preferences.choices import Preferences, SkinTone
from livechat.records import Person, PostedMessage, Reaction, RoomInfo
from livechat.services.messages.reactions import BEGINNERS_FAVOURITES, FAVOURITES, MAX_KINDS
from livechat.store import messages as stored_messages
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.refusing_database import refusing_database
from tests.settings import settings_in

LAVISH = {"action_burst": 10_000}


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    return settings_in(tmp_path, **LAVISH)


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    return await room(chat, alice, "Harbour", bob)


@pytest.fixture
async def message(chat: Chat, alice: Person, harbour: RoomInfo) -> PostedMessage:
    return await say(chat, alice, harbour, "hello")


@pytest.fixture
async def told(chat: Chat, harbour: RoomInfo) -> AsyncIterator[list[ReactionsChanged]]:
    """What the room is told, as it comes."""
    heard: list[ReactionsChanged] = []
    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:

        async def listen() -> None:
            async for events in subscription.batches():
                heard.extend(event for event in events if isinstance(event, ReactionsChanged))

        task = asyncio.create_task(listen())
        yield heard
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def shown(chat: Chat, message: PostedMessage) -> tuple[Reaction, ...]:
    """As the database has them."""
    async with chat.db.read() as tx:
        found = await stored_messages.find(tx, message.id)
    assert found is not None
    return found.reactions


async def delete(chat: Chat, message: PostedMessage, by: Person) -> None:
    async with chat.db.write() as tx:
        await tx.exec_driver_sql(
            "UPDATE message SET deleted_at = inserted_at, deleted_by_id = ? WHERE id = ?", (by.id, message.id)
        )


async def outcome_of(verb: Callable[..., Awaitable[object]], *arguments: Any) -> object:
    """What it gives, or how it refuses."""
    try:
        return await verb(*arguments)
    except ChatError as error:
        return error


async def test_a_reaction_is_stored_and_told_with_all_there_are(
    chat: Chat, alice: Person, bob: Person, message: PostedMessage, told: list[ReactionsChanged]
) -> None:
    room_id = message.room_id
    await chat.reactions.react(bob.id, room_id, message.id, "🎉")
    await chat.reactions.react(alice.id, room_id, message.id, "👍")
    await chat.reactions.react(alice.id, room_id, message.id, "🎉")
    await asyncio.sleep(0)

    both = (Reaction("🎉", (bob.id, alice.id)), Reaction("👍", (alice.id,)))
    assert await shown(chat, message) == both
    assert told[-1] == ReactionsChanged(message.id, message.position, both)
    assert len(told) == 3


async def test_twice_is_once_and_nobody_is_told_again(
    chat: Chat, bob: Person, message: PostedMessage, told: list[ReactionsChanged]
) -> None:
    for _ in range(2):
        await chat.reactions.react(bob.id, message.room_id, message.id, "👍")
    assert await shown(chat, message) == (Reaction("👍", (bob.id,)),)
    for _ in range(2):
        await chat.reactions.unreact(bob.id, message.room_id, message.id, "👍")
    assert await shown(chat, message) == ()
    await asyncio.sleep(0)

    assert [event.reactions for event in told] == [(Reaction("👍", (bob.id,)),), ()]


async def test_toggling_puts_it_there_and_takes_it_away(chat: Chat, bob: Person, message: PostedMessage) -> None:
    for expected in ((Reaction("👍", (bob.id,)),), (), (Reaction("👍", (bob.id,)),)):
        await chat.reactions.toggle(bob.id, message.room_id, message.id, "👍")
        assert await shown(chat, message) == expected


async def test_an_emoji_is_the_same_with_and_without_what_asks_for_its_picture(
    chat: Chat, alice: Person, bob: Person, message: PostedMessage
) -> None:
    await chat.reactions.react(alice.id, message.room_id, message.id, "❤")
    await chat.reactions.react(bob.id, message.room_id, message.id, "❤️")

    assert await shown(chat, message) == (Reaction("❤️", (alice.id, bob.id)),)


async def test_a_skin_tone_makes_another_emoji(chat: Chat, bob: Person, message: PostedMessage) -> None:
    for emoji in ("👍", "👍🏽"):
        await chat.reactions.react(bob.id, message.room_id, message.id, emoji)

    assert [reaction.emoji for reaction in await shown(chat, message)] == ["👍", "👍🏽"]


@pytest.mark.parametrize("forged", ["", "x", "👍👍", "👍 ", "🏽", "<b>", "\0", "\ufe0f", "👍" * 1_000, "1", "🇩"])
async def test_what_is_no_emoji_is_refused(chat: Chat, bob: Person, message: PostedMessage, forged: str) -> None:
    for verb in (chat.reactions.react, chat.reactions.unreact, chat.reactions.toggle):
        with pytest.raises(Invalid):
            await verb(bob.id, message.room_id, message.id, forged)

    assert await shown(chat, message) == ()


async def test_a_message_takes_so_many_kinds_and_more_of_each(
    chat: Chat, alice: Person, bob: Person, message: PostedMessage
) -> None:
    kinds = all_without_tones()[: MAX_KINDS + 1]
    for emoji in kinds[:MAX_KINDS]:
        await chat.reactions.react(bob.id, message.room_id, message.id, emoji)

    with pytest.raises(Invalid, match="at most 20 different emoji"):
        await chat.reactions.react(bob.id, message.room_id, message.id, kinds[MAX_KINDS])
    await chat.reactions.react(alice.id, message.room_id, message.id, kinds[0])
    await chat.reactions.unreact(bob.id, message.room_id, message.id, kinds[1])
    await chat.reactions.react(bob.id, message.room_id, message.id, kinds[MAX_KINDS])

    assert len(await shown(chat, message)) == MAX_KINDS


async def test_a_reader_is_told_to_join_and_a_stranger_that_there_is_nothing(
    chat: Chat, alice: Person, message: PostedMessage
) -> None:
    mallory = await person(chat, "Mallory")
    with pytest.raises(Forbidden, match="Join the room"):
        await chat.reactions.react(mallory.id, message.room_id, message.id, "👍")

    await chat.rooms.edit(alice.id, message.room_id, name="Harbour", description="", is_private=True)
    for verb in (chat.reactions.react, chat.reactions.unreact, chat.reactions.toggle):
        with pytest.raises(NotFound):
            await verb(mallory.id, message.room_id, message.id, "👍")
    with pytest.raises(NotFound):
        await chat.reactions.list_people(mallory.id, message.room_id, message.id)
    with pytest.raises(NotFound):
        await chat.reactions.favourites(mallory.id, message.room_id)


async def test_who_has_left_reacts_no_more_and_what_they_put_there_stays(
    chat: Chat, bob: Person, message: PostedMessage
) -> None:
    await chat.reactions.react(bob.id, message.room_id, message.id, "👍")
    await chat.memberships.leave(bob.id, message.room_id)

    with pytest.raises(Forbidden):
        await chat.reactions.toggle(bob.id, message.room_id, message.id, "👍")
    assert await shown(chat, message) == (Reaction("👍", (bob.id,)),)


async def test_who_leaves_while_their_reaction_waits_does_not_react(
    chat: Chat, bob: Person, message: PostedMessage
) -> None:
    leaving = asyncio.create_task(chat.memberships.leave(bob.id, message.room_id))
    reacting = asyncio.create_task(chat.reactions.react(bob.id, message.room_id, message.id, "👍"))
    await leaving

    with pytest.raises(Forbidden):
        await reacting
    assert await shown(chat, message) == ()


async def test_a_deleted_message_takes_none(
    chat: Chat, alice: Person, bob: Person, message: PostedMessage, told: list[ReactionsChanged]
) -> None:
    await chat.reactions.react(bob.id, message.room_id, message.id, "👍")
    await delete(chat, message, alice)

    for verb in (chat.reactions.react, chat.reactions.unreact, chat.reactions.toggle):
        with pytest.raises(Forbidden, match="was deleted"):
            await verb(bob.id, message.room_id, message.id, "🎉")
    assert await chat.reactions.list_people(bob.id, message.room_id, message.id) == []
    await asyncio.sleep(0)
    assert len(told) == 1


async def test_a_message_of_another_room_is_not_there(chat: Chat, alice: Person, message: PostedMessage) -> None:
    attic = await room(chat, alice, "Attic")

    with pytest.raises(NotFound):
        await chat.reactions.react(alice.id, attic.id, message.id, "👍")
    with pytest.raises(NotFound):
        await chat.reactions.list_people(alice.id, attic.id, message.id)
    assert await shown(chat, message) == ()


async def test_what_cannot_be_stored_is_not_told(
    chat: Chat, bob: Person, message: PostedMessage, told: list[ReactionsChanged]
) -> None:
    async with refusing_database(chat):
        with pytest.raises(Unavailable):
            await chat.reactions.react(bob.id, message.room_id, message.id, "👍")
    await asyncio.sleep(0)

    assert told == []
    assert await shown(chat, message) == ()


async def test_who_reacts_without_end_is_told_to_wait(tmp_path: Path, clock: FakeClock) -> None:
    async with Chat(settings_in(tmp_path, action_burst=20), clock=clock).running() as chat:
        alice = await person(chat, "Alice")
        message = await say(chat, alice, await room(chat, alice), "hello")
        room_id = message.room_id
        outcomes = [await outcome_of(chat.reactions.toggle, alice.id, room_id, message.id, "👍") for _ in range(30)]

    assert any(isinstance(outcome, RateLimited) for outcome in outcomes)


async def test_ones_favourites_are_what_one_uses_most_then_what_most_do(
    chat: Chat, bob: Person, harbour: RoomInfo, alice: Person
) -> None:
    assert await chat.reactions.favourites(bob.id, harbour.id) == list(BEGINNERS_FAVOURITES)

    for uses, emoji in ((3, "⛵"), (2, "⚓"), (1, "🎉")):
        for _ in range(uses):
            message = await say(chat, alice, harbour, "hello")
            await chat.reactions.react(bob.id, harbour.id, message.id, emoji)

    assert await chat.reactions.favourites(bob.id, harbour.id) == ["⛵", "⚓", "🎉", "👍", "❤️", "😂"]
    assert await chat.reactions.favourites(alice.id, harbour.id) == list(BEGINNERS_FAVOURITES)
    assert len(BEGINNERS_FAVOURITES) == FAVOURITES


async def test_the_usual_ones_come_in_the_skin_tone_that_one_has_chosen(
    chat: Chat, bob: Person, harbour: RoomInfo
) -> None:
    await chat.preferences.change(bob.id, Preferences(skin_tone=SkinTone.DARK))

    assert await chat.reactions.favourites(bob.id, harbour.id) == ["👍🏿", "❤️", "😂", "🎉", "👀", "🙏🏿"]


async def test_who_put_what_there_is_told_by_name(
    chat: Chat, alice: Person, bob: Person, message: PostedMessage
) -> None:
    await chat.reactions.react(bob.id, message.room_id, message.id, "🎉")
    await chat.reactions.react(alice.id, message.room_id, message.id, "🎉")

    assert await chat.reactions.list_people(alice.id, message.room_id, message.id) == [("🎉", [bob, alice])]


async def test_the_order_stays_when_the_servers_clock_is_put_back(
    chat: Chat, clock: FakeClock, alice: Person, bob: Person, message: PostedMessage
) -> None:
    await chat.reactions.react(bob.id, message.room_id, message.id, "🎉")
    clock.set_forward(-3_600)
    await chat.reactions.react(alice.id, message.room_id, message.id, "👍")

    assert [reaction.emoji for reaction in await shown(chat, message)] == ["🎉", "👍"]


EMOJI = ("👍", "❤", "❤️", "👍🏿", "🎉")
steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(("react", "unreact", "toggle")),
            st.integers(0, 2),
            st.integers(0, 1),
            st.sampled_from(EMOJI),
        ),
        st.tuples(st.sampled_from(("delete", "leave", "restart")), st.integers(0, 2), st.integers(0, 1), st.just("")),
    ),
    max_size=25,
)


class Model:
    """What should be there, by plain counting."""

    def __init__(self) -> None:
        self.put: list[tuple[int, str, int]] = []  # message, emoji, person: in their order
        self.deleted: set[int] = set()
        self.left: set[int] = set()

    def react(self, verb: str, who: int, number: int, emoji: str) -> None:
        key = (number, "❤️" if emoji == "❤" else emoji, who)
        if who in self.left or number in self.deleted:
            return
        if key in self.put:
            if verb != "react":
                self.put.remove(key)
        elif verb != "unreact":
            self.put.append(key)

    def shown(self, number: int, people: Sequence[Person]) -> tuple[Reaction, ...]:
        if number in self.deleted:
            return ()
        by_emoji: dict[str, list[UserId]] = {}
        for where, emoji, who in self.put:
            if where == number:
                by_emoji.setdefault(emoji, []).append(people[who].id)
        return tuple(Reaction(emoji, tuple(who)) for emoji, who in by_emoji.items())


@given(steps=steps)
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_order_of_what_people_do_is_what_a_recount_gives(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, str]]
) -> None:
    settings, model = settings_in(tmp_path_factory.mktemp("recount"), **LAVISH), Model()
    async with Chat(settings, clock=FakeClock()).running() as chat:
        people = [await person(chat, name) for name in ("Alice", "Bob", "Cem")]
        harbour = await room(chat, people[0], "Harbour", *people[1:])
        messages = [await say(chat, people[0], harbour, f"number {number}") for number in range(2)]
    rest = list(steps)
    while True:
        async with Chat(settings, clock=FakeClock()).running() as chat:
            while rest and (step := rest.pop(0))[0] != "restart":
                await _do(chat, model, step, people, messages)
            for number, message in enumerate(messages):
                assert await shown(chat, message) == model.shown(number, people)
        if not rest:
            break


async def _do(
    chat: Chat, model: Model, step: tuple[str, int, int, str], people: Sequence[Person], messages: list[PostedMessage]
) -> None:
    verb, who, number, emoji = step
    message = messages[number]
    if verb == "delete":
        await delete(chat, message, people[0])
        model.deleted.add(number)
    elif verb == "leave":
        if who:  # the maker stays
            await chat.memberships.leave(people[who].id, message.room_id)
            model.left.add(who)
    else:
        model.react(verb, who, number, emoji)
        try:
            await getattr(chat.reactions, verb)(people[who].id, message.room_id, message.id, emoji)
        except ChatError:
            assert who in model.left or number in model.deleted
