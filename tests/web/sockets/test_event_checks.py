from typing import Any

import pytest

from livechat.internals.socket_events import Listener
from livechat.web.sockets.event_checks import is_handshake, is_opening, suits

ENTER = Listener("keydown", [["isComposing", "keyCode"]], None)
CLICK = Listener("click", [], None)
VISIBLE = Listener("visibility", [None], None)
OPEN = Listener("sub_pages_open", None, None)
NAVIGATE = Listener("sub_pages_navigate", None, None)
NAME = Listener("update:value", [None], "General")
PRIVATE = Listener("update:modelValue", [None], False)
CHOICE = Listener("update:modelValue", [None], "dark", choices=3)
COMPOSER = Listener("update:value", None, None)

GOOD: list[tuple[Listener, list[Any]]] = [
    (ENTER, [{"isComposing": False, "keyCode": 13}]),
    (ENTER, [{"keyCode": 13}]),
    (CLICK, []),
    (CLICK, [{}]),
    (VISIBLE, [True]),
    (OPEN, ["/rooms/general?m=7#m7"]),
    (NAVIGATE, [""]),
    (NAME, ["Harbour"]),
    (NAME, [None]),
    (PRIVATE, [True]),
    (CHOICE, [2]),
    (CHOICE, [{"value": 0, "label": "As the system"}]),
    (CHOICE, [None]),
    (COMPOSER, ["text"]),
]
FORGED: list[tuple[Listener, list[Any]]] = [
    (ENTER, [[]]),
    (ENTER, []),
    (ENTER, [None]),
    (ENTER, [7]),
    (ENTER, [{"target": {}}]),
    (ENTER, [{"keyCode": 13}, {"keyCode": 13}]),
    (OPEN, [{}]),
    (OPEN, []),
    (OPEN, [None]),
    (OPEN, ["/", "/"]),
    (OPEN, ["/" + "a/" * 30_000]),
    (NAVIGATE, ["/" + "a/" * 100]),
    (NAVIGATE, ["/?" + "q" * 3_000]),
    (NAVIGATE, ["/" + "\N{PILE OF POO}" * 1_000]),
    (NAVIGATE, ["/\ud800" * 100]),
    (NAME, [{}]),
    (NAME, [["a"]]),
    (NAME, [7]),
    (NAME, [1e400]),
    (PRIVATE, ["yes"]),
    (PRIVATE, [1]),
    (CHOICE, [3]),
    (CHOICE, [-1]),
    (CHOICE, [True]),
    (CHOICE, ["dark"]),
    (CHOICE, [{}]),
    (CHOICE, [{"value": 3, "label": ""}]),
    (CHOICE, [{"value": [], "label": ""}]),
    (CHOICE, [{"value": None, "label": ""}]),
    (CHOICE, []),
    (COMPOSER, [{}]),
    (COMPOSER, [[]]),
]


@pytest.mark.parametrize(("listener", "args"), GOOD)
def test_what_browsers_send_suits(listener: Listener, args: list[Any]) -> None:
    assert suits(listener, args)


@pytest.mark.parametrize(("listener", "args"), FORGED, ids=range(len(FORGED)))
def test_what_no_browser_sends_does_not(listener: Listener, args: list[Any]) -> None:
    assert not suits(listener, args)


HANDSHAKE = {"client_id": "c", "tab_id": "t", "document_id": "d", "old_tab_id": None, "next_message_id": 0}


@pytest.mark.parametrize("heard", [0, 7, "7", None])
def test_a_handshake_names_page_tab_and_document(heard: object) -> None:
    assert is_handshake(HANDSHAKE | {"next_message_id": heard})


@pytest.mark.parametrize(
    "wrong",
    [
        {"tab_id": None}, {"tab_id": {}}, {"tab_id": "t" * 200}, {"document_id": 7}, {"client_id": []},
        {"old_tab_id": 7}, {"next_message_id": "x"}, {"next_message_id": {}}, {"next_message_id": "9" * 5_000},
        {"next_message_id": True}, {"next_message_id": "²"},
    ],
)  # fmt: skip
def test_a_forged_handshake_is_none(wrong: dict[str, Any]) -> None:
    assert not is_handshake(HANDSHAKE | wrong)


@pytest.mark.parametrize(
    ("query", "is_one"),
    [
        (b"implicit_handshake=true&client_id=c&tab_id=t&document_id=d&old_tab_id=null&next_message_id=0", True),
        (b"implicit_handshake=false&client_id=c", True),
        (b"implicit_handshake=true&client_id=c&document_id=d", False),
        (b"implicit_handshake=true&client_id=c&tab_id=t&document_id=d&next_message_id=x", False),
        (b"implicit_handshake=true&client_id=c&tab_id=%ff&document_id=d&tab_id=t", True),
        (b"\xff\xfe", True),
    ],
)
def test_a_sockets_address_is_a_handshake_or_leaves_it_for_later(query: bytes, is_one: bool) -> None:
    assert is_opening(query) is is_one
