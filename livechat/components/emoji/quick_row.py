"""The emoji that one uses most, at the message that one is to go under."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import EMOJI_ELEMENT_ID, BrowseEmoji, PickEmoji, command_in
from livechat.components.emoji.markup import quick_row
from livechat.components.room.popup_menu import PopupMenu
from livechat.i18n.text import gettext as _


class QuickRow(PopupMenu):
    """Opens at `anchor`, a selector of CSS; closes with whatever is pressed, and is gone then."""

    def __init__(
        self,
        anchor: str,
        favourites: Sequence[str],
        *,
        pick: Callable[[str], Awaitable[None]],
        browse: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(anchor)
        self._pick, self._browse = pick, browse
        self.props("auto-close role=group")
        self.props["aria-label"] = _("React")
        with self:
            row = Element("div").classes("quick-row").on("command", self._on_command, ["command"])
            row.props.update({"id": EMOJI_ELEMENT_ID, "innerHTML": str(quick_row(favourites))})

    async def _on_command(self, event: GenericEventArguments) -> None:
        match command_in(event.args):
            case PickEmoji(emoji=emoji):
                await self._pick(emoji)
            case BrowseEmoji():
                await self._browse()
