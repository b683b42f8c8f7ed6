"""The date that floats above the rows while one scrolls.

It sticks within its block of history, so each block begins with one. Where that is in the middle of a day, it lies
behind the block's first row until that has been scrolled away: nothing is said twice, and nothing moves.
"""

from datetime import tzinfo
from typing import Any

from htpy import span

from livechat.components.times import day_name, day_of
from livechat.records import PostedMessage


def day_mark_element(
    message: PostedMessage, before: PostedMessage | None, zone: tzinfo, *, begins_block: bool
) -> dict[str, Any] | None:
    """What stands above the message's row as the browser's element, or nothing."""
    begins_day = before is None or day_of(message.inserted_at, zone) != day_of(before.inserted_at, zone)
    if not (begins_day or begins_block):
        return None
    props = {"innerHTML": str(span[day_name(message.inserted_at, zone)])}
    if begins_day:
        return {"tag": "div", "class": ["day-separator"], "props": props}
    return {"tag": "div", "class": ["day-separator", "day-goes-on"], "props": props | {"aria-hidden": "true"}}
