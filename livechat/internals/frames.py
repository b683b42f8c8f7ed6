"""The wire: an update of elements as one WebSocket frame, the same bytes for every page.

It is what NiceGUI's own server would send, but for elements that the server never made.
"""

import struct
from collections.abc import Iterable, Mapping
from typing import Any

from nicegui import json

TEXT_FRAME = b"\x81"
MESSAGE_EVENT = b"42"  # Engine.IO message, Socket.IO event

ElementId = str
ElementData = Mapping[str, Any]  # tag, class, props, children as NiceGUI's browser side expects them


def encode_element(element_id: ElementId, data: ElementData | None) -> bytes:
    """One member of an update, to be encoded once and joined into many frames; None removes the element."""
    return json.dumps(element_id).encode() + b":" + (b"null" if data is None else json.dumps(data).encode())


def encode_update(members: Iterable[bytes]) -> bytes:
    """One unmasked text frame: Engine.IO message, Socket.IO event, `["update", {…}]`."""
    payload = MESSAGE_EVENT + b'["update",{' + b",".join(members) + b"}]"
    size = len(payload)
    if size < 126:
        return TEXT_FRAME + bytes([size]) + payload
    if size < 65_536:
        return TEXT_FRAME + b"\x7e" + struct.pack("!H", size) + payload
    return TEXT_FRAME + b"\x7f" + struct.pack("!Q", size) + payload
