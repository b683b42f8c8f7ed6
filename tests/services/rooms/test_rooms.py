"""Making, changing, joining, leaving and deleting rooms."""

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, NotFound, RateLimited, Unavailable
from livechat.events import LOBBY, MembershipChanged, RoomCreated, RoomDeleted, RoomUpdated, user_topic
from livechat.models import Role
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.refusing_database import refusing_database


async def test_its_maker_is_the_rooms_administrator(chat: Chat) -> None:
    alice = await person(chat, "Alice")

    harbour = await chat.rooms.create(alice.id, name="  The   Harbour ", description="Boats")

    assert (harbour.name, harbour.slug, harbour.description) == ("The Harbour", "the-harbour", "Boats")
    member = chat.directory.member(alice.id, harbour.id)
    assert member is not None
    assert member.role == Role.ADMIN


async def test_a_taken_slug_gets_a_suffix_and_a_renamed_room_keeps_its_own(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    first, second = await room(chat, alice, "Harbour"), await room(chat, alice, "Harbour")

    renamed = await chat.rooms.edit(alice.id, first.id, name="Quay", description="", is_private=False)

    assert second.slug.startswith("harbour-")
    assert renamed.slug == "harbour"


async def test_a_slug_tells_nothing_of_private_rooms(chat: Chat) -> None:
    alice, mallory = await person(chat, "Alice"), await person(chat, "Mallory")
    secret = await chat.rooms.create(alice.id, name="Layoffs", is_private=True)

    asked = await chat.rooms.create(mallory.id, name="Layoffs")
    probed = await chat.rooms.create(mallory.id, name=secret.slug)

    assert "layoffs" not in secret.slug
    assert asked.slug == "layoffs"
    assert probed.slug == secret.slug.removeprefix("_")


async def test_a_slug_stays_whoever_may_see_the_room(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    public = await chat.rooms.create(alice.id, name="Harbour")
    private = await chat.rooms.create(alice.id, name="Attic", is_private=True)

    closed = await chat.rooms.edit(alice.id, public.id, name="Harbour", description="", is_private=True)
    opened = await chat.rooms.edit(alice.id, private.id, name="Attic", description="", is_private=False)

    assert (closed.slug, opened.slug) == (public.slug, private.slug)


async def test_a_private_a_deleted_and_a_missing_room_answer_alike(chat: Chat) -> None:
    alice, mallory = await person(chat, "Alice"), await person(chat, "Mallory")
    private = await chat.rooms.create(alice.id, name="Attic", is_private=True)
    deleted = await chat.rooms.create(alice.id, name="Cellar")
    await chat.rooms.delete(alice.id, deleted.id, name="Cellar")

    answers = set()
    for slug in (private.slug, deleted.slug, "no-such-room"):
        with pytest.raises(NotFound) as refused:
            chat.rooms.get_by_slug(mallory.id, slug)
        answers.add(str(refused.value))
    assert len(answers) == 1


@pytest.mark.parametrize(("name", "slug"), [("Größe & Ärger", "grosse-arger"), ("日本語", "ri-ben-yu"), ("🙂", "room")])
async def test_a_slug_is_written_in_plain_letters(chat: Chat, name: str, slug: str) -> None:
    alice = await person(chat, "Alice")

    assert (await room(chat, alice, name)).slug == slug


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u061c", "x" * 81])
async def test_a_name_that_cannot_be_is_refused(chat: Chat, name: str) -> None:
    alice = await person(chat, "Alice")

    with pytest.raises(Invalid) as refused:
        await chat.rooms.create(alice.id, name=name)

    assert refused.value.field == "name"


async def test_the_lobby_hears_of_public_rooms(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")

    with chat.bus.subscribe(LOBBY) as lobby:
        harbour = await room(chat, alice, "Harbour", bob)

        kinds = [type(event) for event in lobby.waiting()]
    assert kinds == [RoomCreated, MembershipChanged, MembershipChanged]
    assert chat.rooms.list_readable(bob.id) == [harbour]


async def test_a_private_room_is_told_to_its_members_alone(chat: Chat) -> None:
    alice = await person(chat, "Alice")

    with chat.bus.subscribe(LOBBY) as lobby, chat.bus.subscribe(user_topic(alice.id)) as own:
        attic = await chat.rooms.create(alice.id, name="Attic", is_private=True)

        assert lobby.waiting() == []
        assert RoomCreated(attic) in own.waiting()


async def test_a_room_made_private_vanishes_from_the_lobby_under_its_old_name(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)

    with chat.bus.subscribe(LOBBY) as lobby:
        await chat.rooms.edit(alice.id, harbour.id, name="Secret", description="", is_private=True)

        assert lobby.waiting() == [RoomDeleted(harbour)]
    assert chat.rooms.list_readable(bob.id) == []
    with pytest.raises(NotFound):
        chat.rooms.get_by_slug(bob.id, harbour.slug)


async def test_members_cannot_edit_or_delete(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)

    with pytest.raises(Forbidden):
        await chat.rooms.edit(bob.id, harbour.id, name="Mine", description="", is_private=False)
    with pytest.raises(Forbidden):
        await chat.rooms.delete(bob.id, harbour.id, name="Harbour")


async def test_deleting_asks_for_the_name_and_takes_everything_along(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    await say(chat, alice, harbour, "hello")

    with pytest.raises(Invalid):
        await chat.rooms.delete(alice.id, harbour.id, name="Harbor")
    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")

    with pytest.raises(NotFound):
        await chat.messages.list_page(alice.id, harbour.id)
    assert chat.rooms.list_readable(alice.id) == []
    assert f"room {harbour.id}" not in chat.supervisor.names()


async def test_the_servers_administrator_deletes_a_room_without_being_in_it(chat: Chat) -> None:
    alice, root = await person(chat, "Alice"), await person(chat, "Root", is_admin=True)
    attic = await room(chat, alice, "Attic", is_private=True)

    await chat.rooms.delete(root.id, attic.id, name="Attic")

    assert chat.rooms.list_readable(alice.id) == []


async def test_members_of_a_private_room_hear_when_it_changes(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    attic = await room(chat, alice, "Attic", bob, is_private=True)

    with chat.bus.subscribe(user_topic(bob.id)) as own:
        renamed = await chat.rooms.edit(alice.id, attic.id, name="Loft", description="", is_private=True)

        assert own.waiting() == [RoomUpdated(renamed)]


async def test_a_directory_loaded_afresh_equals_the_one_kept_in_step(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    await room(chat, alice, "Harbour", bob)
    await room(chat, bob, "Attic", is_private=True)
    fresh = type(chat.directory)()

    await fresh.load(chat.db)

    for who in (alice, bob):
        assert fresh.rooms_of(who.id) == chat.directory.rooms_of(who.id)
        assert fresh.person(who.id) == who


async def test_so_many_rooms_a_person_makes_at_once_and_then_one_a_minute(chat: Chat, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    for number in range(chat.settings.room_burst):
        await chat.rooms.create(alice.id, name=f"Room {number}")
        await clock.advance(1)

    with pytest.raises(RateLimited) as refusal:
        await chat.rooms.create(alice.id, name="One too many")
    await chat.rooms.create(bob.id, name="Bob's")
    await clock.advance(refusal.value.retry_after_ms / 1_000)
    await chat.rooms.create(alice.id, name="Now it may be")

    assert 40_000 < refusal.value.retry_after_ms <= 60_000


async def test_a_room_that_could_not_be_made_does_not_count(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    async with refusing_database(chat):
        for _ in range(chat.settings.room_burst):
            with pytest.raises(Unavailable):
                await chat.rooms.create(alice.id, name="Harbour")
    await clock.advance(10)

    for number in range(chat.settings.room_burst):
        await chat.rooms.create(alice.id, name=f"Room {number}")
