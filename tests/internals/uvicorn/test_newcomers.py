import socket
from collections.abc import Iterator

import pytest

from livechat.internals.uvicorn.connections import Slot
from livechat.internals.uvicorn.newcomers import Newcomers


class Queue:
    """Slots with a name each."""

    def __init__(self, accepted: socket.socket) -> None:
        self.newcomers = Newcomers()
        self.accepted = accepted

    def comes(self, address: str) -> Slot:
        slot = Slot(address)
        self.newcomers.put(slot, self.accepted)
        return slot

    def all(self) -> list[Slot]:
        return [self.newcomers.take()[0] for _ in range(len(self.newcomers))]


@pytest.fixture
def queue() -> Iterator[Queue]:
    with socket.socket() as accepted:
        yield Queue(accepted)


def test_networks_take_turns_and_of_each_the_first_is_first(queue: Queue) -> None:
    crowd = [queue.comes("192.0.2.1") for _ in range(4)]
    newcomer, another = queue.comes("192.0.2.2"), queue.comes("192.0.2.3")

    assert queue.all() == [crowd[0], newcomer, another, *crowd[1:]]


def test_whoever_has_a_network_of_ipv6_takes_turns_as_one(queue: Queue) -> None:
    crowd = [queue.comes(f"2001:db8::{number}") for number in range(1, 4)]
    newcomer = queue.comes("2001:db8:1::1")

    assert queue.all() == [crowd[0], newcomer, *crowd[1:]]


def test_who_is_removed_takes_no_turn(queue: Queue) -> None:
    first, second, other = queue.comes("192.0.2.1"), queue.comes("192.0.2.1"), queue.comes("192.0.2.2")

    queue.newcomers.remove(first)
    queue.newcomers.remove(other)

    assert queue.all() == [second]
    assert not queue.newcomers
