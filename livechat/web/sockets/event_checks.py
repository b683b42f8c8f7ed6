"""The shapes of what a page says over its socket; what has another is ignored."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from nicegui import json

from livechat.internals.socket_events import Listener
from livechat.internals.uvicorn.bounds import MAX_PATH_BYTES, MAX_QUERY_BYTES, is_address_too_long

MAX_ID_CHARACTERS = 100
LOG_LEVELS = ("debug", "info", "warning", "error")
PATH_EVENTS = ("sub_pages_open", "sub_pages_navigate")

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
    """A line for the log."""
    return message.get("level") in LOG_LEVELS and isinstance(message.get("message"), str)


def is_handshake(message: Mapping[str, Any]) -> bool:
    """Which page, tab and document shake hands, and up to where the page has heard."""
    heard, old_tab_id = message.get("next_message_id"), message.get("old_tab_id")
    return (
        all(_is_short_text(message.get(name)) for name in ("client_id", "tab_id", "document_id"))
        and (old_tab_id is None or _is_short_text(old_tab_id))
        and (heard is None or type(heard) is int or (_is_short_text(heard) and heard.isdecimal()))
    )


def is_opening(query_string: bytes) -> bool:
    """The query of a socket's address: a handshake, unless that comes later."""
    query = {name: values[0] for name, values in parse_qs(query_string.decode("latin-1")).items()}
    return query.get("implicit_handshake") != "true" or is_handshake(query)


def suits(listener: Listener, args: list[Any]) -> bool:
    """Whether the arguments are what a browser sends when the event happens to the element."""
    if listener.event in PATH_EVENTS:
        return len(args) == 1 and _is_path(args[0])
    if listener.event.startswith("update:") and listener.choices:
        return len(args) == 1 and _suits_choice(listener.choices, args[0])
    if listener.event.startswith("update:"):
        return len(args) == 1 and _suits_value(listener.value, args[0])
    if not listener.keys:  # what comes is anything, or nobody looks at it
        return True
    return len(args) == len(listener.keys) and all(
        keys is None or (isinstance(arg, dict) and arg.keys() <= set(keys))
        for arg, keys in zip(args, listener.keys, strict=True)
    )


def _is_path(value: object) -> bool:
    if not isinstance(value, str) or len(value) > MAX_PATH_BYTES + MAX_QUERY_BYTES:
        return False
    path, _, query = value.encode("utf-8", "surrogatepass").partition(b"?")
    return not is_address_too_long(path, query)


def _suits_value(present: object, value: object) -> bool:
    """A field with text sends text, a switch sends yes or no; nothing here holds more than that."""
    if value is None or not isinstance(present, str | bool):
        return not isinstance(value, dict | list)
    return type(value) is type(present)


def _suits_choice(choices: int, value: object) -> bool:
    """A group of radios sends the number of one, a list its number and its label, or nothing."""
    number = value.get("value") if isinstance(value, dict) else value
    return value is None or (type(number) is int and 0 <= number < choices)


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_ID_CHARACTERS


def _is_json(value: object) -> bool:
    try:
        json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(value, str)
