"""The shapes of what a page says over its socket; what has another is ignored."""

from collections.abc import Callable
from typing import Any

from nicegui import json

MAX_ID_CHARACTERS = 100
MAX_LOG_CHARACTERS = 500
LOG_LEVELS = ("debug", "info", "warning", "error")

Check = Callable[[dict[str, Any]], bool]


def is_event(message: dict[str, Any]) -> bool:
    """A listener of an element, and its arguments as JSON each."""
    args = message.get("args", [])
    return (
        type(message.get("id")) is int
        and _is_short_text(message.get("listener_id"))
        and isinstance(args, list)
        and all(arg is None or _is_json(arg) for arg in args)
    )


def is_javascript_response(message: dict[str, Any]) -> bool:
    """The answer to a request."""
    return _is_short_text(message.get("request_id"))


def is_ack(message: dict[str, Any]) -> bool:
    """Up to where the page has heard."""
    return type(message.get("next_message_id")) is int


def is_log(message: dict[str, Any]) -> bool:
    """A line for the log, which is made one line here."""
    if message.get("level") not in LOG_LEVELS or not isinstance(message.get("message"), str):
        return False
    message["message"] = one_line(message["message"][:MAX_LOG_CHARACTERS])
    return True


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_ID_CHARACTERS


def _is_json(value: object) -> bool:
    try:
        json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(value, str)


def one_line(text: str) -> str:
    """Text from outside as the log shows it: no line breaks, no terminal sequences."""
    return text.encode("unicode_escape").decode()
