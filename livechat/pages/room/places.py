"""The places that a viewer finds marked in a room: the message that was linked to, and where the new ones begin."""

from nicegui.element import Element

from livechat.components.style_rule import StyleRule, first_unread, highlighted
from livechat.records import PostedMessage


class Places:
    """Rules over the shared rows, in an element that is made when there is one."""

    def __init__(self, holder: Element, target: PostedMessage | None) -> None:
        self._holder = holder
        self._target = target
        self._rule: StyleRule | None = None

    def show(self, position: int | None) -> None:
        """The line "New messages" stands above the message at this position, or nowhere."""
        rules = [] if self._target is None else [highlighted(self._target.id)]
        if position is not None:
            rules.append(first_unread(position))
        if rules and self._rule is None:
            with self._holder:
                self._rule = StyleRule()
        if self._rule is not None:
            self._rule.show(rules)
