"""The browser side of NiceGUI's textarea. Its Python side would write twice and preserve stale values."""

from nicegui import ui
from nicegui.element import Element


class BareTextarea(Element):
    """Any update of it is a write of its value, in one message; so only `write` is to change it."""

    component = ui.textarea.component

    def __init__(self, value: str) -> None:
        super().__init__()
        self._update_method = "updateValue"  # so that a value equal to the last one written counts as well
        self.props.update({"value": value, "type": "textarea", "for": self.html_id})

    @property
    def written(self) -> str:
        """The value of the last write."""
        return str(self.props["value"])

    def write(self, value: str) -> None:
        """Show the value, also over what has been typed meanwhile."""
        self.props["value"] = value

    async def read(self, *, within_seconds: float) -> str | None:
        """The value as the browser has it now, or None when it has no such field. Raises TimeoutError."""
        value = await self.get_computed_prop("inputValue", timeout=within_seconds)
        return value if isinstance(value, str) else None
