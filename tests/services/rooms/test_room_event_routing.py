"""Who hears of what happens to a room."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from livechat.chat import Chat
from livechat.events import (
    LOBBY,
    ROOMS,
    MembershipChanged,
    RoomCreated,
    RoomDeleted,
    RoomUpdated,
    room_topic,
    user_topic,
)
from livechat.records import Person, RoomInfo
from livechat.services.pubsub import Subscription
from livechat.services.rooms.room_event_routing import RoomEventRouting
from tests.people import person, room


@dataclass
class Ears:
    """Who listens, and to what."""

    services: Subscription[Any]
    lobby: Subscription[Any]
    inside: Subscription[Any]
    member: Subscription[Any]
    stranger: Subscription[Any]

    def heard(self) -> dict[str, list[object]]:
        return {name: events for name, ear in vars(self).items() if (events := ear.waiting())}


@dataclass
class Setting:
    events: RoomEventRouting
    public: RoomInfo
    private: RoomInfo
    alice: Person
    ears: Ears


@pytest.fixture
async def setting(chat: Chat) -> AsyncIterator[Setting]:
    """Alice is in a room, Bob is not; `private` is how it would be if it were private."""
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    public = await room(chat, alice, "Harbour")
    topics = (ROOMS, LOBBY, room_topic(public.id), user_topic(alice.id), user_topic(bob.id))
    ears = Ears(*(chat.bus.subscribe(topic) for topic in topics))
    events = RoomEventRouting(chat.bus, chat.directory)
    yield Setting(events, public, replace(public, is_private=True), alice, ears)
    for ear in vars(ears).values():
        ear.close()


def test_of_a_new_room_everybody_hears(setting: Setting) -> None:
    setting.events.created(setting.public)

    event = RoomCreated(setting.public)
    assert setting.ears.heard() == {"services": [event], "lobby": [event]}


def test_of_a_new_private_room_its_members_hear(setting: Setting) -> None:
    setting.events.created(setting.private)

    event = RoomCreated(setting.private)
    assert setting.ears.heard() == {"services": [event], "member": [event]}


def test_a_room_made_private_is_gone_for_the_lobby_under_its_old_name(setting: Setting) -> None:
    renamed = replace(setting.private, name="Hideout")

    setting.events.updated(renamed, setting.public)

    event = RoomUpdated(renamed)
    assert setting.ears.heard() == {
        "services": [event],
        "inside": [event],
        "member": [event],
        "lobby": [RoomDeleted(setting.public)],
    }


def test_a_room_made_public_is_told_to_the_lobby_and_its_members(setting: Setting) -> None:
    setting.events.updated(setting.public, setting.private)

    event = RoomUpdated(setting.public)
    assert setting.ears.heard() == {"services": [event], "inside": [event], "member": [event], "lobby": [event]}


def test_of_the_end_of_a_private_room_the_lobby_hears_nothing(setting: Setting) -> None:
    setting.events.deleted(setting.private)

    event = RoomDeleted(setting.private)
    assert setting.ears.heard() == {"services": [event], "inside": [event], "member": [event]}


def test_of_a_membership_of_a_private_room_strangers_hear_nothing(setting: Setting) -> None:
    event = MembershipChanged(setting.private, setting.alice, None)

    setting.events.membership(event)

    heard = setting.ears.heard()
    assert heard.keys() == {"services", "inside", "member"}
    assert set(heard["member"]) == {event}
