"""Who may do what, in one place: the rules, and the decorator by which each verb names its own.

A private thing and a missing thing answer alike.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from livechat.errors import ChatError, Forbidden, NotFound
from livechat.ids import RoomId, UserId
from livechat.models import Role
from livechat.services.directory import Directory

Verb = TypeVar("Verb", bound=Callable[..., Any])

RULE_ATTRIBUTE = "rule"  # where a verb carries it


class Rule(StrEnum):
    """Who may use a verb. Those of a room need the person and the room as the verb's first arguments."""

    ANYONE = "anybody, also strangers"
    OPERATOR = "whoever has the server's shell"
    OWN = "everybody: it takes back what was their own"
    SIGNED_IN = "everybody whose account is active"
    SERVER_ADMIN = "the server's administrators, as the database has them inside the verb's transaction"
    READER = "who may read the room: everybody, or its members where it is private"
    MEMBER = "the room's members"
    ROOM_ADMIN = "the room's administrators"
    ROOM_OR_SERVER_ADMIN = "the room's administrators and the server's"


OF_A_ROOM = (Rule.READER, Rule.MEMBER, Rule.ROOM_ADMIN, Rule.ROOM_OR_SERVER_ADMIN)
UNASKED = {Rule.ANYONE, Rule.OPERATOR, Rule.OWN, Rule.SERVER_ADMIN}  # decided elsewhere, or nothing to decide
REFUSALS = {
    Rule.MEMBER: "Join the room to write in it.",
    Rule.ROOM_ADMIN: "Only an administrator of the room may change it.",
    Rule.ROOM_OR_SERVER_ADMIN: "Only an administrator may delete the room.",
}


class Access:
    """Asked by every verb before it does anything, whatever the page has shown."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def require(self, rule: Rule, user_id: UserId, room_id: RoomId | None = None) -> None:
        """Raises Forbidden, or NotFound for a room that is missing or private to others."""
        person = self._directory.active_person(user_id)
        if room_id is None:
            return
        room, member = self._directory.room(room_id), self._directory.member(user_id, room_id)
        if rule is Rule.ROOM_OR_SERVER_ADMIN and person.is_admin:
            return
        if room.is_private and member is None:
            raise NotFound
        if rule is Rule.READER:
            return
        if member is None or (rule is not Rule.MEMBER and member.role is not Role.ADMIN):
            raise Forbidden(REFUSALS[rule])

    def allows(self, rule: Rule, user_id: UserId, room_id: RoomId | None = None) -> bool:
        """Whether `require` would let the person pass."""
        try:
            self.require(rule, user_id, room_id)
        except ChatError:
            return False
        return True


class Guarded(Protocol):
    """A service with verbs."""

    access: Access


def allowed(rule: Rule) -> Callable[[Verb], Verb]:
    """Ask the rule before the verb begins; `rule_of` finds it again."""
    named = 2 if rule in OF_A_ROOM else 1

    def decorate(verb: Verb) -> Verb:
        @wraps(verb)
        def ask_first(service: Guarded, *args: Any, **options: Any) -> Any:
            if rule not in UNASKED:
                service.access.require(rule, *args[:named])
            return verb(service, *args, **options)

        setattr(ask_first, RULE_ATTRIBUTE, rule)
        return cast(Verb, ask_first)

    return decorate


def rule_of(verb: object) -> Rule | None:
    """The rule that a verb names."""
    return getattr(verb, RULE_ATTRIBUTE, None)
