"""The composer's field fits an event, whatever stands in it."""

import pytest
from nicegui import json

from livechat.components.composer.textarea import MAX_CHARACTERS
from livechat.web.sockets.frame_checks import check_frame


@pytest.mark.parametrize("unit", ["a", '"', "\\", "\n", "語", "👍", "\x01", "\u2028", "<"])
def test_a_full_field_fits_a_frame(unit: str) -> None:
    units = MAX_CHARACTERS // (len(unit.encode("utf-16-le")) // 2)
    event = {"id": 35, "client_id": "x" * 100, "listener_id": "y" * 100, "args": [json.dumps(unit * units)]}

    check_frame({"text": "42" + json.dumps(["event", event])})
