"""What a viewer does with emoji under messages: put one there, take it away, see who did."""

from dataclasses import replace
from functools import partial

from nicegui.element import Element

from livechat.components.emoji.people import ReactionPeople
from livechat.components.emoji.picker import EmojiPicker
from livechat.components.emoji.quick_row import QuickRow
from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.ids import MessageId, RoomId
from livechat.pages.open_page import OpenPage
from livechat.preferences.choices import SkinTone


class Reacting:
    """For one page in one room. What does not work is said."""

    def __init__(self, page: OpenPage, room_id: RoomId) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id = room_id

    async def offer(self, message_id: MessageId) -> None:
        """Show what one uses most, at the message. Raises ChatError."""
        favourites = await self._chat.reactions.favourites(self._page.user_id, self._room_id)
        with self._place:
            self._page.overlay.show(
                lambda: QuickRow(
                    f"#m{message_id} .message-actions",
                    favourites,
                    pick=partial(self._put, message_id),
                    browse=partial(self._browse, message_id),
                )
            )

    async def toggle(self, message_id: MessageId, emoji: str) -> None:
        """Put one's own there, or take it away. Raises ChatError."""
        await self._chat.reactions.toggle(self._page.user_id, self._room_id, message_id, emoji)

    async def show_people(self, message_id: MessageId) -> None:
        """Who put what there. Raises ChatError."""
        reactions = await self._chat.reactions.list_people(self._page.user_id, self._room_id, message_id)
        with self._place:
            self._page.overlay.show(lambda: ReactionPeople(reactions))

    @property
    def _place(self) -> Element:
        return self._page.client.content

    @property
    def _tone(self) -> SkinTone:
        tone: SkinTone = self._page.state.preferences.skin_tone
        return tone

    async def _browse(self, message_id: MessageId) -> None:
        tone = self._tone
        shelves = await EmojiPicker.ready(tone)
        with self._place:
            self._page.overlay.show(
                lambda: EmojiPicker(tone, shelves, pick=partial(self._put, message_id), choose_tone=self._keep_tone)
            )

    async def _put(self, message_id: MessageId, emoji: str) -> None:
        try:
            await self.toggle(message_id, emoji)
        except ChatError as error:
            with self._place:
                notify(str(error))

    async def _keep_tone(self, tone: SkinTone) -> None:
        chosen = replace(self._page.state.preferences, skin_tone=tone)
        try:
            await self._chat.preferences.change(self._page.user_id, chosen)
        except ChatError as error:
            with self._place:
                notify(str(error))
