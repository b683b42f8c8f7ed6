"""The browser side of NiceGUI's textarea. Its Python side would write twice and preserve stale values."""

from nicegui import ui
from nicegui.element import Element

# An event says a quote or a backslash in 4 bytes and a line break or a character of any script in 3, so that 16,000
# of them fit a frame of 64 kB with its envelope. Only control characters take more (7).
MAX_CHARACTERS = 16_000
ANSWER_SECONDS = 10.0


class ComposerTextarea(Element):
    """Updating it is writing: only `show` does."""

    component = ui.textarea.component

    def __init__(self, text: str) -> None:
        super().__init__()
        self._update_method = "updateValue"  # so that a value equal to the last one written counts as well
        self._props.update(
            {
                "value": text,
                "type": "textarea",
                "autogrow": True,
                "rows": 1,
                "for": self.html_id,
                "maxlength": MAX_CHARACTERS,
                "aria-label": "Message",
                "borderless": True,
                "dense": True,
                "placeholder": "Write a message",
                "autocomplete": "off",
            }
        )
        self.classes("composer-field")

    @property
    def written(self) -> str:
        """The value of the last write."""
        return str(self._props["value"])

    def show(self, value: str) -> None:
        """Write, also over what has been typed meanwhile."""
        self._props["value"] = value
        self.update()

    async def ask(self) -> str | None:
        """The value as the browser has it now, or None when it has no such field. Raises TimeoutError."""
        value = await self.get_computed_prop("inputValue", timeout=ANSWER_SECONDS)
        return value if isinstance(value, str) else None


def is_full(value: str) -> bool:
    """Whether the field takes no more, so that something may have been cut. Browsers count in UTF-16."""
    return len(value) * 2 >= MAX_CHARACTERS and len(value.encode("utf-16-le", "surrogatepass")) == 2 * MAX_CHARACTERS
