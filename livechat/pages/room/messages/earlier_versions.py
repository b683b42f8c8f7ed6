"""Shows a member what a message said before it was edited."""

import asyncio

from livechat.components.message.versions import EarlierVersions, versions_side_by_side
from livechat.ids import MessageId, RoomId
from livechat.pages.open_page import OpenPage


async def show_versions(page: OpenPage, room_id: RoomId, message_id: MessageId) -> None:
    """Open the dialog. Raises ChatError."""
    versions = await page.chat.editing.versions(page.user_id, room_id, message_id)
    # Comparing a hundred long versions takes a while: others have their turn.
    markup = await asyncio.to_thread(lambda: str(versions_side_by_side(versions, page.zone)))
    with page.client.content:
        page.overlay.show(lambda: EarlierVersions(markup))
