"""The box around a shared part of a room's page; as an element of the page it is not there.

A browser renders anew up to the nearest component: without one around each part, every key that somebody presses would
render the whole room, all its rows too. Pages name the boxes, frames the parts inside.
"""

from livechat.internals.frames import encode_element


def box_id(part_id: str) -> str:
    """The id of the box around a part."""
    return f"{part_id}-box"


def encode_box(part_id: str) -> bytes:
    """The box around a part, encoded."""
    box = {"tag": "q-list", "style": {"display": "contents"}, "props": {"role": "none"}, "children": [part_id]}
    return encode_element(box_id(part_id), box)


def encode_removal(part_id: str) -> list[bytes]:
    """What takes the part and its box out of a browser."""
    return [encode_element(box_id(part_id), None), encode_element(part_id, None)]
