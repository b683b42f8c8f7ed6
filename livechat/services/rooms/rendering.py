"""Messages to HTML, code in colours: the one place where both come together."""

from livechat.markup.highlighting.blocks import code_blocks, in_colours
from livechat.markup.renderer import MessageRenderer
from livechat.services.rooms.highlighter import Highlighter


class Rendering:
    """`version` is that of the HTML, as `MessageRenderer` has it."""

    def __init__(self, renderer: MessageRenderer) -> None:
        self._renderer = renderer
        self._highlighter = Highlighter()
        self.version = renderer.version

    async def html(self, body: str) -> str:
        """The body as safe HTML. Only code whose language is named is waited for."""
        html = self._renderer.html(body)
        blocks = code_blocks(html)
        return in_colours(html, await self._highlighter.pieces(blocks)) if blocks else html

    async def close(self) -> None:
        """End what looks for words in code."""
        await self._highlighter.close()
