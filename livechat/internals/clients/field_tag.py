"""What a page says of its field to a server that has forgotten the page: an element whose id is the same everywhere."""

from nicegui import ui
from nicegui.element import Element

TAG_ID = 1_000_000_000  # beyond what a page counts its elements to


class FieldTag(Element):
    """Hidden, and at most one on a page."""

    def __init__(self, text: str) -> None:
        client = ui.context.client
        counted, client.next_element_id = client.next_element_id, TAG_ID
        try:
            super().__init__("i")
        finally:
            client.next_element_id = counted
        self.text = text  # what it says from the next `tell` on
        self.props("hidden")
        self.tell()

    def tell(self) -> None:
        """Have the page keep the text, until it is asked for."""
        if self.props.get("title") != self.text:
            self.props["title"] = self.text

    async def ask(self, *, within_seconds: float) -> str | None:
        """The text that the browser has kept, or None when it has no such element. Raises TimeoutError."""
        text = await self.get_computed_prop("title", timeout=within_seconds)
        return text if isinstance(text, str) else None
