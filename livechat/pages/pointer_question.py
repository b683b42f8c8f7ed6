"""Asks each signed-in browser once whether one points with a finger, as on a phone, or with a mouse.

No header tells on a plain-HTTP address, and iPads call themselves Macs. A stylesheet knows: it begins one of two
animations on the page's root that show nothing, and the event that says so carries the animation's name.
"""

from contextlib import suppress

from nicegui.events import GenericEventArguments

from livechat.errors import ChatError
from livechat.pages.open_page import OpenPage
from livechat.preferences.choices import Pointer

ASKING_CLASS = "pointer-unknown"
ANSWERS = {Pointer.FINGER: "pointer-finger", Pointer.MOUSE: "pointer-mouse"}  # the animations' names


def ask_pointer(page: OpenPage) -> None:
    """Once it is known, nothing is asked."""
    if page.device.preferences.pointer is not Pointer.UNKNOWN:
        return

    async def note(event: GenericEventArguments) -> None:
        answer = event.args.get("animationName")
        pointer = next((pointer for pointer, name in ANSWERS.items() if name == answer), None)
        if pointer is not None and page.device.preferences.pointer is Pointer.UNKNOWN:
            with suppress(ChatError):  # the next page asks again
                await page.chat.devices.note_pointer(page.user_id, page.session_id, pointer)

    page.client.content.classes(ASKING_CLASS).on("animationstart.self", note, ["animationName"])
