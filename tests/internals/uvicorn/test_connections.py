from livechat.internals.uvicorn.connections import ConnectionBounds, Connections, Slot


class Office:
    """Connections that know whether they were cut."""

    def __init__(self, *, total: int = 40, each: int = 20, exempt: str = "") -> None:
        self.connections = Connections(ConnectionBounds(total, each, lambda address: address == exempt))
        self.cut: list[Slot] = []

    def comes(self, address: str = "192.0.2.1") -> Slot | None:
        slot = Slot(address)
        slot.end = lambda: self._cut(slot)
        return slot if self.connections.enter(slot) else None

    def _cut(self, slot: Slot) -> None:
        self.cut.append(slot)
        self.connections.leave(slot)


def test_one_address_has_so_many_and_its_oldest_silent_one_makes_room() -> None:
    office = Office(each=20)
    slots = [office.comes() for _ in range(30)]

    assert office.cut == slots[:20]
    assert office.connections.total == 10


def test_what_is_being_answered_is_not_cut() -> None:
    office = Office(each=4)
    busy, silent = office.comes(), office.comes()
    assert busy is not None
    office.connections.work(busy)

    office.comes()

    assert office.cut == [silent]


def test_when_all_of_an_address_are_being_answered_its_next_one_is_refused_and_others_come_in() -> None:
    office = Office(each=4)
    for _ in range(2):
        slot = office.comes()
        assert slot is not None
        office.connections.work(slot)

    assert office.comes() is None
    assert office.comes("192.0.2.2") is not None


def test_when_all_places_are_taken_the_oldest_silent_one_of_anybody_makes_room() -> None:
    office = Office(total=3, each=100)
    first, *_ = (office.comes(f"192.0.2.{number}") for number in range(3))

    assert office.comes("198.51.100.1") is not None
    assert office.cut == [first]
    assert office.connections.total == 3


def test_a_sessions_socket_is_not_cut_and_not_counted_among_the_silent() -> None:
    office = Office(each=20)
    for _ in range(15):
        slot = office.comes()
        assert slot is not None
        assert office.connections.admit(slot)

    silent = [office.comes() for _ in range(11)]

    assert office.cut == silent[:1]


def test_an_address_has_so_many_sockets() -> None:
    office = Office(each=4)

    def admitted(address: str) -> bool:
        slot = office.comes(address)
        assert slot is not None
        return office.connections.admit(slot)

    assert [admitted("192.0.2.1") for _ in range(5)] == [True] * 4 + [False]
    assert admitted("192.0.2.2")


def test_who_is_exempt_has_as_many_as_there_are() -> None:
    office = Office(total=40, each=4, exempt="127.0.0.1")
    slots = [office.comes("127.0.0.1") for _ in range(40)]

    assert not office.cut
    assert all(slot is not None and office.connections.admit(slot) for slot in slots)
    assert office.comes("127.0.0.1") is None


def test_what_is_gone_is_forgotten() -> None:
    office = Office()
    for admitted in (True, False) * 500:
        slot = office.comes()
        assert slot is not None
        if admitted:
            office.connections.admit(slot)
        office.connections.leave(slot)

    assert office.connections.total == 0
    assert not office.cut
