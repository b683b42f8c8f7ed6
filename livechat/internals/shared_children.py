"""Where a page holds shared elements: its own element names foreign children, which only shared frames write."""

from typing import Any

from nicegui.element import Element


class SharedChildren(Element):
    """An own element whose children are foreign ids, its own, and foreign ids again.

    So the page's own updates and the shared frames never overwrite each other, in whatever order they arrive.
    """

    def __init__(self, tag: str, *, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> None:
        self._before, self._after = list(before), list(after)
        super().__init__(tag)

    def _to_dict(self) -> dict[str, Any]:
        own = super()._to_dict()
        return own | {"children": [*self._before, *own.get("children", []), *self._after]}
