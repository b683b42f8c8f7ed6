"""One key cannot keep the others waiting, nobody waits for ever, and no place is lost."""

import asyncio
from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.errors import Unavailable
from livechat.lanes.turns import FIRST_IN_A_ROW, OVERTAKEN, Turns
from tests.fakes import settle

ALICE, BOB, CAROL = "alice", "bob", "carol"


def writer(*, waiting: int = 100, waiting_each: int = 100, seconds: float = 60.0) -> Turns:
    return Turns(places=1, waiting=waiting, waiting_each=waiting_each, seconds=seconds)


def searches() -> Turns:
    return Turns(places=2, places_each=1, waiting=100, waiting_each=1, seconds=60.0, newest_wins=True)


class Crowd:
    """Callers, each served for as long as the test wants."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.served: list[Hashable] = []
        self.leaving: list[asyncio.Event] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def ask(self, *keys: Hashable, first: bool = False) -> None:
        for key in keys:
            self.tasks.append(asyncio.create_task(self._be_served(key, first)))
            await asyncio.sleep(0)

    async def _be_served(self, key: Hashable, first: bool) -> None:
        async with self.turns.taken(key, first=first):
            self.served.append(key)
            done = asyncio.Event()
            self.leaving.append(done)
            await done.wait()

    async def leave(self) -> None:
        """Whoever has been served longest goes."""
        self.leaving.pop(0).set()
        await settle()

    async def leave_all(self) -> list[Hashable]:
        """Each in turn; in which order they were served."""
        while self.leaving:
            await self.leave()
        assert len(self.turns) == 0
        return self.served


async def test_one_with_many_waiting_lets_the_others_in_between() -> None:
    crowd = Crowd(writer())
    await crowd.ask(*[ALICE] * 5, BOB, CAROL, BOB)

    assert await crowd.leave_all() == [ALICE, ALICE, BOB, CAROL, ALICE, BOB, ALICE, ALICE]


async def test_the_first_lane_is_served_before_the_rest_which_is_not_forgotten() -> None:
    crowd = Crowd(writer())
    await crowd.ask(ALICE)
    await crowd.ask(*[ALICE] * 3)
    await crowd.ask(*["a room"] * (FIRST_IN_A_ROW + 1), first=True)

    assert await crowd.leave_all() == [ALICE, *["a room"] * FIRST_IN_A_ROW, ALICE, "a room", ALICE, ALICE]


async def test_so_many_of_one_key_may_wait_and_the_next_one_is_told() -> None:
    crowd = Crowd(writer(waiting_each=3))
    await crowd.ask(*[ALICE] * 4)

    with pytest.raises(Unavailable, match="busy"):
        async with crowd.turns.taken(ALICE):
            pass
    await crowd.ask(BOB)

    assert await crowd.leave_all() == [ALICE, ALICE, BOB, ALICE, ALICE]


async def test_so_many_may_wait_in_all_and_the_next_one_is_told() -> None:
    crowd = Crowd(writer(waiting=10))
    await crowd.ask(*range(11))

    with pytest.raises(Unavailable, match="busy"):
        async with crowd.turns.taken(ALICE):
            pass

    assert await crowd.leave_all() == [*range(11)]


async def test_who_gets_no_turn_in_time_is_told_and_no_place_is_lost() -> None:
    turns = writer(seconds=0.01)
    async with turns.taken(ALICE):
        with pytest.raises(Unavailable, match="busy"):
            async with turns.taken(BOB):
                pass
    assert len(turns) == 0

    async with turns.taken(BOB):
        pass


async def test_of_one_key_only_so_many_are_served_at_once() -> None:
    crowd = Crowd(searches())
    await crowd.ask(ALICE, ALICE, BOB)

    assert crowd.served == [ALICE, BOB]
    assert await crowd.leave_all() == [ALICE, BOB, ALICE]


async def test_where_the_newest_wins_the_one_that_waits_gives_way() -> None:
    crowd = Crowd(searches())
    await crowd.ask(ALICE, ALICE, ALICE)

    with pytest.raises(Unavailable, match=str(OVERTAKEN)):
        await crowd.tasks[1]
    assert await crowd.leave_all() == [ALICE, ALICE]


@given(st.lists(st.tuples(st.sampled_from(["ask", "leave", "cancel"]), st.integers(0, 3), st.booleans()), max_size=40))
def test_whatever_happens_no_place_is_lost_and_none_is_taken_twice(acts: list[tuple[str, int, bool]]) -> None:
    async def play() -> None:
        crowd = Crowd(Turns(places=2, places_each=1, waiting=20, waiting_each=3, seconds=60.0, newest_wins=True))
        for act, number, at_once in acts:
            if act == "ask":
                await crowd.ask(number, first=at_once)
            elif act == "leave" and crowd.leaving:
                crowd.leaving.pop(0).set()
            elif crowd.tasks:
                crowd.tasks[number % len(crowd.tasks)].cancel()
            if not at_once:
                await settle()
        for task in crowd.tasks:
            task.cancel()
        await asyncio.gather(*crowd.tasks, return_exceptions=True)
        assert len(crowd.turns) == 0
        after = Crowd(crowd.turns)
        await after.ask(ALICE, BOB, CAROL)
        assert after.served == [ALICE, BOB]
        assert await after.leave_all() == [ALICE, BOB, CAROL]

    asyncio.run(play())
