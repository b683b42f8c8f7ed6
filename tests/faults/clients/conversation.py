"""The others: people in one room who post in turn, and what each of them sees and when."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bench.measures import eventually
from bench.posters import TYPED_BEFORE_SECONDS
from bench.viewers import body_of
from tests.faults.clients.member import Member
from tests.faults.figures import Figure, none_of, percentile
from tests.faults.oracle import numbers_in
from tests.faults.pace import paced, pass_time
from tests.faults.scale import Scale
from tests.faults.site import Site

OTHERS = 30
POSTS_PER_SECOND = 8.0  # all of them together, far below what one person may
JOINS_PER_SECOND = 25.0
PATIENCE_SECONDS = 20.0  # what takes longer counts as never

DELIVERY_P99_SECONDS = 0.1
ACKNOWLEDGED_SECONDS = 0.5


@dataclass(frozen=True)
class Talk:
    """What was said in a while: seconds from Enter to each delivery, and to the author's own."""

    deliveries: Sequence[float]
    acknowledgements: Sequence[float]
    missing: int

    def figures(self, scale: Scale) -> list[Figure]:
        """With the bars that hold whatever somebody else does."""
        p99, slowest = percentile(self.deliveries, 99), max(self.acknowledgements, default=float("inf"))
        return [
            Figure("delivery p99", p99 * 1e3, "ms", scale.seconds(DELIVERY_P99_SECONDS) * 1e3),
            Figure("slowest acknowledgement", slowest * 1e3, "ms", scale.seconds(ACKNOWLEDGED_SECONDS) * 1e3),
            none_of("deliveries missing", self.missing),
        ]


class Conversation:
    """`OTHERS` members with the room open, who take turns."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = members
        self._next = 0

    @classmethod
    async def joined(cls, site: Site, first_account: int = 1, count: int = OTHERS) -> Self:
        accounts = range(first_account, first_account + count)
        joined = await site.pages().join(accounts, per_second=JOINS_PER_SECOND)
        return cls([viewer for viewer in joined if isinstance(viewer, Member)])

    async def talk(self, seconds: float) -> Talk:
        """Talk for so long, and wait until everybody has everything."""
        posted_at: dict[int, float] = {}
        posts = [asyncio.create_task(self._post(posted_at)) async for _ in paced(POSTS_PER_SECOND, seconds)]
        await asyncio.gather(*posts)
        await eventually(lambda: not self._missing(posted_at), PATIENCE_SECONDS)
        return self._told(posted_at)

    def pages(self) -> list[list[int]]:
        """The numbers of the messages on each page, as they came."""
        return [numbers_in(member.arrivals) for member in self._members]

    @property
    def is_cut(self) -> bool:
        """Whether nobody has a connection any more."""
        return all(member.lost for member in self._members)

    def type_something(self) -> None:
        """A key pressed on each page."""
        for member in self._members:
            member.type("x")

    async def _post(self, posted_at: dict[int, float]) -> None:
        number, self._next = self._next, self._next + 1
        author = self._author(number)
        author.type(body_of(number))
        await pass_time(TYPED_BEFORE_SECONDS)
        posted_at[number] = time.perf_counter()
        author.press_enter()

    def _author(self, number: int) -> Member:
        return self._members[number % len(self._members)]

    def _missing(self, posted_at: dict[int, float]) -> int:
        bodies = {body_of(number).encode() for number in posted_at}
        return sum(len(bodies - {body for _, body in member.arrivals}) for member in self._members)

    def _told(self, posted_at: dict[int, float]) -> Talk:
        number_of = {body_of(number).encode(): number for number in posted_at}
        deliveries, acknowledgements = [], []
        for member in self._members:
            for at, body in member.arrivals:
                if (number := number_of.get(body)) is not None:
                    deliveries.append(at - posted_at[number])
                    if member is self._author(number):
                        acknowledgements.append(deliveries[-1])
        return Talk(deliveries, acknowledgements, self._missing(posted_at))
