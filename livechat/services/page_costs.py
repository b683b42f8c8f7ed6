"""What pages do for one person by themselves, without any other verb: each has its cost."""

from livechat.ids import UserId
from livechat.services.access import Access, Rule, allowed
from livechat.services.rate_limits.costs import Cost


class PageCosts:
    """Asked before something is built. All verbs raise Forbidden or RateLimited, and do nothing else."""

    def __init__(self, access: Access) -> None:
        self.access = access

    @allowed(Rule.SIGNED_IN, Cost.NAVIGATE)
    def show_screen(self, user_id: UserId) -> None:
        """Another screen in the page's frame."""

    @allowed(Rule.SIGNED_IN, Cost.OPEN)
    def open_overlay(self, user_id: UserId) -> None:
        """A menu or a dialog."""

    @allowed(Rule.SIGNED_IN, Cost.HISTORY)
    def move_in_history(self, user_id: UserId) -> None:
        """A step through a room's history."""
