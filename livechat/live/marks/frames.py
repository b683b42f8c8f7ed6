"""The marks of a person's rooms as elements of the browser: a `<style>` for each room that has one.

So whatever changes is a few bytes, and no link is ever touched while somebody clicks it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from livechat.ids import RoomId
from livechat.internals.frames import encode_element, encode_update

BOX_ID, LIST_ID, OWN_ID = "marks", "marks-list", "marks-own"
UNSEEN = {"display": "none"}


def state(own: str, room_ids: Iterable[RoomId], rules: Mapping[RoomId, str], gone: Iterable[RoomId]) -> bytes:
    """The rule that marks what is one's `own`, and places for all of these rooms, with the rules of those marked.

    `gone` are rooms that have had a place.
    """
    rooms = [*room_ids]
    box = {"tag": "q-list", "style": UNSEEN, "props": {"role": "none"}, "children": [LIST_ID]}
    places = {"tag": "div", "children": [OWN_ID, *(_style_id(room_id) for room_id in rooms)]}
    styles = [style(room_id, rules.get(room_id, "")) for room_id in dict.fromkeys([*gone, *rules])]
    mine = encode_element(OWN_ID, {"tag": "style", "props": {"innerHTML": own}})
    return encode_update([mine, *styles, encode_element(LIST_ID, places), encode_element(BOX_ID, box)])


def change(rules: Mapping[RoomId, str]) -> bytes:
    """Other rules for some of the rooms; an empty one takes the mark away."""
    return encode_update(style(room_id, rule) for room_id, rule in rules.items())


@lru_cache(maxsize=10_000)
def style(room_id: RoomId, rule: str) -> bytes:
    """The room's mark; encoded once for all who have the same."""
    element = {"tag": "style", "props": {"innerHTML": rule}}
    return encode_element(_style_id(room_id), element if rule else None)


def _style_id(room_id: RoomId) -> str:
    return f"u{room_id}"
