"""Where the messages begin that are new to a viewer of a room."""

from nicegui.element import Element

from livechat.components.style_rule import StyleRule, first_unread


class NewMessagesLine:
    """A rule over the shared rows, in an element that is made when there is something new."""

    def __init__(self, holder: Element) -> None:
        self._holder = holder
        self._rule: StyleRule | None = None

    def show(self, position: int | None) -> None:
        """The line "New messages" stands above the message at this position, or nowhere."""
        rules = [] if position is None else [first_unread(position)]
        if rules and self._rule is None:
            with self._holder:
                self._rule = StyleRule()
        if self._rule is not None:
            self._rule.show(rules)
