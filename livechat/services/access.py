"""Who may do what, in one place: the rules, and the decorator by which each verb names its own and what it costs.

A private thing and a missing thing answer alike.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from livechat.errors import ChatError, Forbidden, NotFound, RateLimited
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId, UserId
from livechat.models import Role
from livechat.services.directory import Directory
from livechat.services.rate_limits.costs import Cost
from livechat.services.rate_limits.token_buckets import TokenBuckets

Verb = TypeVar("Verb", bound=Callable[..., Any])

RULE_ATTRIBUTE, COST_ATTRIBUTE = "rule", "cost"  # where a verb carries them


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
    MODERATOR = "the room's administrators, and the server's where they may read"
    ROOM_OR_SERVER_ADMIN = "the room's administrators and the server's"


OF_A_ROOM = (Rule.READER, Rule.MEMBER, Rule.ROOM_ADMIN, Rule.MODERATOR, Rule.ROOM_OR_SERVER_ADMIN)
UNASKED = {Rule.ANYONE, Rule.OPERATOR, Rule.OWN, Rule.SERVER_ADMIN}  # decided elsewhere, or nothing to decide
REFUSALS = {
    Rule.MEMBER: lazy_gettext("Join the room to write in it."),
    Rule.ROOM_ADMIN: lazy_gettext("Only an administrator of the room may change it."),
    Rule.MODERATOR: lazy_gettext("Only an administrator may do that here."),
    Rule.ROOM_OR_SERVER_ADMIN: lazy_gettext("Only an administrator may delete the room."),
}


class Access:
    """Asked by every verb before it does anything, whatever the page has shown."""

    def __init__(self, directory: Directory, budgets: TokenBuckets) -> None:
        self._directory = directory
        self._budgets = budgets

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
        if rule is Rule.READER or (rule is Rule.MODERATOR and person.is_admin):
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

    def charge(self, cost: Cost, user_id: UserId) -> None:
        """Take the cost out of the person's budget. Raises RateLimited."""
        self._budgets.take(user_id, cost.tokens)


class Guarded(Protocol):
    """A service with verbs."""

    access: Access


def allowed(rule: Rule, cost: Cost | None = None, *, quietly: bool = False) -> Callable[[Verb], Verb]:
    """Ask the rule and take the cost before the verb begins; `rule_of` and `cost_of` find them again.

    Who has no tokens left is told so by RateLimited; `quietly` the verb is left out instead, and answers None.
    """
    named = 2 if rule in OF_A_ROOM else 1

    def decorate(verb: Verb) -> Verb:
        @wraps(verb)
        def ask_first(service: Guarded, *args: Any, **options: Any) -> Any:
            if rule not in UNASKED:
                service.access.require(rule, *args[:named])
            if cost is not None and cost.tokens and not _is_paid(service, cost, args[0], quietly=quietly):
                return None
            return verb(service, *args, **options)

        setattr(ask_first, RULE_ATTRIBUTE, rule)
        setattr(ask_first, COST_ATTRIBUTE, cost)
        return cast(Verb, ask_first)

    return decorate


def _is_paid(service: Guarded, cost: Cost, user_id: UserId, *, quietly: bool) -> bool:
    try:
        service.access.charge(cost, user_id)
    except RateLimited:
        if not quietly:
            raise
        return False
    return True


def rule_of(verb: object) -> Rule | None:
    """The rule that a verb names."""
    return getattr(verb, RULE_ATTRIBUTE, None)


def cost_of(verb: object) -> Cost | None:
    """The cost that a verb names."""
    return getattr(verb, COST_ATTRIBUTE, None)
