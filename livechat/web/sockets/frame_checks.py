"""Which WebSocket frames a page may send: Engine.IO 4 around Socket.IO 5, text only, of a moderate size."""

import re
from collections.abc import MutableMapping
from typing import Any

from nicegui import json  # the same reader as behind it, so that both agree on what is JSON

MAX_FRAME_BYTES = 131_072  # a full field of the composer, were each of its characters said in 7 bytes
EVENTS = ("event", "javascript_response", "ack", "log", "handshake")

_control = re.compile(r"[123](probe)?|5|6")
_event = re.compile(r"42(\d{1,10})?(?=\[)")
_acknowledgement = re.compile(r"43\d{1,10}(?=\[)")
_connect = re.compile(r"40(?=\{)")
GREETING = ("40", "41")


class FrameRefused(Exception):
    """The frame ends its socket; `str(error)` says why and repeats nothing of it."""


class FrameGate:
    """What one socket may send. It greets once: each greeting makes Socket.IO keep one more of it."""

    def __init__(self) -> None:
        self._has_greeted = False

    def check(self, message: MutableMapping[str, Any]) -> None:
        """Raises FrameRefused."""
        check_frame(message)
        if message["text"].startswith("40"):
            if self._has_greeted:
                raise FrameRefused("a second greeting")
            self._has_greeted = True


def check_frame(message: MutableMapping[str, Any]) -> None:
    """Raises FrameRefused for a frame that no page of ours sends."""
    text = message.get("text")
    if not isinstance(text, str):
        raise FrameRefused("a binary frame")
    if len(text) > MAX_FRAME_BYTES or len(text.encode("utf-8", "replace")) > MAX_FRAME_BYTES:
        raise FrameRefused("a frame over 128 kB")
    if _control.fullmatch(text) or text in GREETING:
        return
    match = _event.match(text) or _acknowledgement.match(text) or _connect.match(text)
    if match is None:
        raise FrameRefused("a frame of an unknown kind")
    _check_data(text[match.end() :], is_event=text.startswith("42"))


def _check_data(data: str, *, is_event: bool) -> None:
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError):
        raise FrameRefused("a frame that is not JSON") from None
    if is_event and not (parsed and parsed[0] in EVENTS):
        raise FrameRefused("an unknown event")
