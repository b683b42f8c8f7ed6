"""Killing a server in the middle of sending, at moments that are told by what has happened and not by a clock."""

from tests.browser.kept import Kept
from tests.browser.people import Visitor
from tests.server import Server

MOMENTS = ("at once", "while something is written", "when it is stored")


async def press_enter_and_kill(visitor: Visitor, server: Server, kept: Kept, moment: str) -> None:
    """Send what is in the field, and end the server at the moment."""
    text, last = await visitor.composer.input_value(), kept.last_write()
    await visitor.composer.press("Enter")
    match moment:
        case "while something is written":
            await kept.until_written_since(last)
        case "when it is stored":
            await kept.until_said(text)
    await server.kill()
