"""Who has a room open: people are counted, tabs are not, and a reload does not flicker."""

import asyncio
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.events import PresenceChanged, presence_topic
from livechat.ids import RoomId, UserId
from livechat.records import Person, RoomInfo
from livechat.services.access import Access
from livechat.services.directory import Directory
from livechat.services.presence import GRACE_SECONDS, Presence, TabKey
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.token_buckets import TokenBuckets
from tests.fakes import FakeClock, settle
from tests.people import person, room

ROOMS, PEOPLE, TABS = (RoomId(1), RoomId(2)), (UserId(11), UserId(12), UserId(13)), ("one", "two")

tabs = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ROOMS), st.sampled_from(TABS))
moments = st.tuples(st.just("wait"), st.floats(min_value=0.1, max_value=GRACE_SECONDS * 1.5))
acts = st.one_of(
    st.tuples(st.sampled_from(["join", "leave", "lose"]), tabs),
    moments,
    st.tuples(st.just("crash"), st.none()),
)


class Recount:
    """The same told naively: tabs, and when a lost one leaves."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._tabs: dict[TabKey, float | None] = {}

    def note(self, act: str, tab: TabKey) -> None:
        if act == "join":
            self._tabs[tab] = None
        elif act == "leave":
            self._tabs.pop(tab, None)
        elif tab in self._tabs:
            self._tabs[tab] = self._clock.monotonic() + GRACE_SECONDS

    def online_ids(self, room_id: RoomId) -> set[int]:
        now = self._clock.monotonic()
        self._tabs = {tab: due for tab, due in self._tabs.items() if due is None or due > now}
        return {user_id for user_id, room, _ in self._tabs if room == room_id}


class Watched:
    """A presence service, the recount, and the sets that its diffs add up to."""

    def __init__(self) -> None:
        self.clock, self.bus, directory = FakeClock(), PubSub(), Directory()
        for user_id in PEOPLE:
            directory.put_person(Person(user_id, f"person {user_id}"))
        for room_id in ROOMS:
            directory.put_room(
                RoomInfo(
                    room_id, "a room", "", f"room-{room_id}", PEOPLE[0], is_private=False, inserted_at=self.clock.now()
                )
            )
        access = Access(directory, TokenBuckets(self.clock, burst=1, rate_per_second=1))
        self.presence = Presence(self.bus, access, directory, self.clock)
        self.recount = Recount(self.clock)
        self.told: defaultdict[int, set[int]] = defaultdict(set)
        self.subscription = self.bus.subscribe(*(presence_topic(room_id) for room_id in ROOMS))
        self.task = asyncio.create_task(self.presence.run())

    async def act(self, act: str, what: Any) -> None:
        if act == "wait":
            await self.clock.advance(what)
        elif act == "crash":
            await self.crash()
        else:
            getattr(self.presence, act)(*what)
            self.recount.note(act, what)

    async def crash(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        self.task = asyncio.create_task(self.presence.run())
        await settle()

    def add_up(self) -> None:
        for event in self.subscription.waiting():
            assert isinstance(event, PresenceChanged)
            joins, leaves = ({person.id for person in people} for people in (event.joins, event.leaves))
            assert not joins & self.told[event.room_id]
            assert leaves <= self.told[event.room_id]
            self.told[event.room_id] = (self.told[event.room_id] | joins) - leaves

    async def close(self) -> None:
        self.subscription.close()
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@given(st.lists(acts, max_size=60))
async def test_presence_under_any_order_of_joins_leaves_crashes_and_expiries_equals_a_recount(
    happened: list[tuple[str, Any]],
) -> None:
    watched = Watched()

    for act, what in happened:
        await watched.act(act, what)
        watched.add_up()
        for room_id in ROOMS:
            expected = watched.recount.online_ids(room_id)
            assert watched.presence.online_ids(room_id) == expected
            assert watched.told[room_id] == expected
            assert watched.presence.count(room_id) == len(expected)
    await watched.close()


async def test_two_tabs_are_one_person_until_the_last_has_gone(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    with chat.bus.subscribe(presence_topic(harbour.id)) as subscription:
        chat.presence.join(alice.id, harbour.id, "desk")
        chat.presence.join(alice.id, harbour.id, "phone")
        assert subscription.waiting() == [PresenceChanged(harbour.id, (alice,), ())]

        chat.presence.leave(alice.id, harbour.id, "desk")
        assert subscription.waiting() == []
        chat.presence.leave(alice.id, harbour.id, "phone")

        assert subscription.waiting() == [PresenceChanged(harbour.id, (), (alice,))]


async def test_a_reload_does_not_flicker(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.presence.join(alice.id, harbour.id, "before")
    with chat.bus.subscribe(presence_topic(harbour.id)) as subscription:
        chat.presence.lose(alice.id, harbour.id, "before")
        await clock.advance(1)
        chat.presence.join(alice.id, harbour.id, "after")
        await clock.advance(10)

        assert subscription.waiting() == []
    assert chat.presence.online(harbour.id) == [alice]


@pytest.mark.parametrize(("waited", "online"), [(GRACE_SECONDS - 0.1, 1), (GRACE_SECONDS, 0)])
async def test_a_lost_tab_leaves_after_its_grace_time(chat: Chat, clock: FakeClock, waited: float, online: int) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.presence.join(alice.id, harbour.id, "tab")

    chat.presence.lose(alice.id, harbour.id, "tab")
    await clock.advance(waited)

    assert chat.presence.count(harbour.id) == online


async def test_people_are_listed_by_name(chat: Chat) -> None:
    bob, alice = await person(chat, "bob"), await person(chat, "Alice")
    harbour = await room(chat, alice)
    for somebody in (bob, alice):
        chat.presence.join(somebody.id, harbour.id, somebody.display_name)

    assert chat.presence.online(harbour.id) == [alice, bob]
