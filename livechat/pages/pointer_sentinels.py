"""Notices once for each signed-in browser whether one points with a finger, as on a phone, or with a mouse.

No header tells on a plain-HTTP address, and iPads call themselves Macs. A stylesheet knows: of two elements it shows
the one that fits the device, and that one says that it is visible.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.errors import ChatError
from livechat.pages.open_page import OpenPage
from livechat.preferences.choices import Pointer


class PointerSentinels:
    """Nothing of them is made where it is known already, and they go when they have told."""

    def __init__(self, page: OpenPage) -> None:
        self._page = page
        is_known = page.device.preferences.pointer is not Pointer.UNKNOWN
        self._elements = [] if is_known else [self._sentinel(pointer) for pointer in (Pointer.FINGER, Pointer.MOUSE)]

    def _sentinel(self, pointer: Pointer) -> Element:
        sentinel = Element("q-intersection").classes(f"pointer-sentinel pointer-{pointer}").props("aria-hidden=true")
        return sentinel.on("visibility", self._noting(pointer))

    def _noting(self, pointer: Pointer) -> Callable[[GenericEventArguments], Awaitable[None]]:
        async def note(event: GenericEventArguments) -> None:
            if event.args is True and self._elements:
                for element in self._elements:
                    element.delete()
                self._elements = []
                with suppress(ChatError):  # the next page asks again
                    await self._page.chat.devices.note_pointer(self._page.user_id, self._page.session_id, pointer)

        return note
