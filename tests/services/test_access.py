"""Every verb has a rule and a cost, each rule lets through whom it says, and nobody else."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from livechat.chat import Chat
from livechat.errors import ChatError, Forbidden, NotFound, RateLimited
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import Person, SavedDraft
from livechat.services.access import OF_A_ROOM, Rule, cost_of, rule_of
from livechat.services.rate_limits.costs import Cost
from tests.fakes import FakeClock
from tests.people import person, room

LIFE = {
    "run",
    "follow",
    "load",
    "flush",
    "close",
    "write_ends",
    "write_uses",
    "end_expired",
}  # in nobody's name
ORDER = [UserId, RoomId, MessageId]
PEOPLE = ("outsider", "member", "room admin", "server admin")

MAY = {
    "in a public room": {
        Rule.READER: {"outsider", "member", "room admin", "server admin"},
        Rule.MEMBER: {"member", "room admin"},
        Rule.ROOM_ADMIN: {"room admin"},
        Rule.MODERATOR: {"room admin", "server admin"},
        Rule.ROOM_OR_SERVER_ADMIN: {"room admin", "server admin"},
    },
    "in a private room": {
        Rule.READER: {"member", "room admin"},
        Rule.MEMBER: {"member", "room admin"},
        Rule.ROOM_ADMIN: {"room admin"},
        Rule.MODERATOR: {"room admin"},
        Rule.ROOM_OR_SERVER_ADMIN: {"room admin", "server admin"},
    },
}


def services(chat: Chat) -> dict[str, object]:
    """What stands at the front door, by the name under which it is called."""
    accounts = chat.accounts
    parts = {
        "accounts.own": accounts.own,
        "accounts.sessions": accounts.sessions,
        "accounts.links": accounts.links,
        "accounts.administration": accounts.administration,
    }
    return {name: service for name, service in vars(chat).items() if name in chat.front_door} | parts


def verbs(service: object) -> Iterator[tuple[str, Callable[..., object]]]:
    """The public methods that act in somebody's name, or that anybody may call from outside."""
    for name, method in inspect.getmembers(type(service), inspect.isfunction):
        parameters = [*inspect.signature(method).parameters.values()][1:]
        takes_person = any(parameter.annotation is UserId for parameter in parameters)
        is_part = bool(parameters) and parameters[0].name == "tx"  # of another verb's transaction
        acts = takes_person or inspect.iscoroutinefunction(inspect.unwrap(method))
        if not name.startswith("_") and name not in LIFE and not is_part and acts:
            yield name, method


def test_every_verb_names_its_rule(chat: Chat) -> None:
    unruled = [
        f"{where}.{name}"
        for where, service in services(chat).items()
        for name, verb in verbs(service)
        if rule_of(verb) is None
    ]

    assert not unruled


def test_every_verb_names_its_cost(chat: Chat) -> None:
    uncosted = [
        f"{where}.{name}"
        for where, service in services(chat).items()
        for name, verb in verbs(service)
        if cost_of(verb) is None
    ]

    assert not uncosted
    assert all(cost.why and cost.tokens <= chat.settings.action_burst for cost in Cost)


def test_what_has_nobody_to_pay_for_it_costs_nothing(chat: Chat) -> None:
    for where, service in services(chat).items():
        for name, verb in verbs(service):
            if rule_of(verb) in (Rule.ANYONE, Rule.OPERATOR, Rule.OWN):
                assert cost_of(verb) in (Cost.COMES_IN, Cost.SHELL, Cost.TAKES_BACK), f"{where}.{name}"


def test_verbs_name_the_person_then_the_room(chat: Chat) -> None:
    for where, service in services(chat).items():
        for name, verb in verbs(service):
            kinds = [p.annotation for p in inspect.signature(verb).parameters.values()][1:]
            named = [kind for kind in kinds if kind in ORDER]
            assert named == sorted(named, key=ORDER.index), f"{where}.{name}"
            if rule_of(verb) in OF_A_ROOM:
                assert kinds[:2] == [UserId, RoomId], f"{where}.{name}"


def test_whoever_administers_the_server_is_asked_by_the_database(chat: Chat) -> None:
    for name, verb in verbs(chat.accounts.administration):
        source = inspect.getsource(inspect.unwrap(verb))
        assert (rule_of(verb) is Rule.SERVER_ADMIN) == ("_require_admin(tx" in source), name
    assert {rule_of(verb) for _, verb in verbs(chat.accounts.administration)} >= {Rule.SERVER_ADMIN, Rule.OPERATOR}


@pytest.mark.parametrize("is_private", [False, True], ids=["public", "private"])
async def test_each_rule_lets_through_whom_it_says(chat: Chat, is_private: bool) -> None:
    people = await cast_of(chat)
    harbour = await room(chat, people["room admin"], "Harbour", people["member"], is_private=is_private)

    for rule, expected in MAY["in a private room" if is_private else "in a public room"].items():
        let_through = {who for who, each in people.items() if chat.access.allows(rule, each.id, harbour.id)}
        assert let_through == expected, rule


async def test_to_outsiders_a_private_room_is_missing(chat: Chat) -> None:
    people = await cast_of(chat)
    harbour = await room(chat, people["room admin"], "Harbour", people["member"], is_private=True)

    for rule in OF_A_ROOM:
        with pytest.raises(NotFound):
            chat.access.require(rule, people["outsider"].id, harbour.id)
        with pytest.raises(NotFound):
            chat.access.require(rule, people["outsider"].id, RoomId(harbour.id + 1))


async def test_a_deactivated_account_may_nothing(chat: Chat) -> None:
    people = await cast_of(chat)
    harbour = await room(chat, people["room admin"], "Harbour", people["member"])
    await chat.accounts.administration.deactivate(people["server admin"].id, people["member"].id)

    for rule in MAY["in a public room"]:
        with pytest.raises(Forbidden, match="deactivated"):
            chat.access.require(rule, people["member"].id, harbour.id)
    with pytest.raises(Forbidden, match="deactivated"):
        chat.rooms.list_readable(people["member"].id)


async def test_who_has_no_tokens_left_is_told_and_the_others_go_on(chat: Chat, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    spend(chat, alice)

    with pytest.raises(RateLimited) as refusal:
        await chat.search.in_room(alice.id, harbour.id, "ship")
    await chat.search.in_room(bob.id, harbour.id, "ship")
    await clock.advance(refusal.value.retry_after_ms / 1_000)

    assert await chat.search.in_room(alice.id, harbour.id, "ship") == []


async def test_who_may_not_is_told_so_and_pays_nothing(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    attic = await room(chat, alice, "Attic", is_private=True)

    for _ in range(chat.settings.action_burst):
        with pytest.raises(NotFound):
            await chat.search.in_room(bob.id, attic.id, "ship")

    assert await chat.search.everywhere(bob.id, "ship") == []


async def test_without_tokens_nothing_that_was_typed_is_refused(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    spend(chat, alice)

    for number in range(1_000):  # as after a broken line: each key with the whole text
        chat.drafts.put(alice.id, harbour.id, SavedDraft("x" * number, "id-1"))
        chat.typing.touch(alice.id, harbour.id)

    assert chat.drafts.get(alice.id, harbour.id).body == "x" * 999
    assert chat.typing.people(harbour.id) == []


async def test_a_verb_asks_before_anything_happens(chat: Chat) -> None:
    people = await cast_of(chat)
    harbour = await room(chat, people["room admin"], "Harbour", is_private=True)
    outsider = people["outsider"].id

    for name, verb in [*verbs(chat.messages), *verbs(chat.drafts), *verbs(chat.typing), *verbs(chat.presence)]:
        if rule_of(verb) is not Rule.OWN:
            with pytest.raises(ChatError):  # with too few arguments: it was refused before they were looked at
                getattr(getattr(chat, owner_of(chat, verb)), name)(outsider, harbour.id)
    assert chat.presence.count(harbour.id) == 0


def spend(chat: Chat, who: Person) -> None:
    """All the tokens of somebody's budget."""
    with suppress(RateLimited):
        while True:
            chat.access.charge(Cost.POST, who.id)


def owner_of(chat: Chat, verb: Callable[..., object]) -> str:
    return next(name for name in chat.front_door if verb in vars(type(getattr(chat, name))).values())


async def cast_of(chat: Chat) -> dict[str, Person]:
    return {who: await person(chat, who.title(), is_admin=who == "server admin") for who in PEOPLE}
