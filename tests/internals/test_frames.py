"""The contract of livechat/internals/frames.py with what NiceGUI's own server would send: the same bytes."""

import json

import pytest
from engineio import packet as engine_packet  # type: ignore[import-untyped]  # neither has types
from nicegui import Client, core
from nicegui.element import Element
from socketio import packet as socket_packet

from livechat.internals.frames import encode_element, encode_update
from tests.internals.peers import payload_of, update_in

WHERE = "livechat/internals/frames.py"


@pytest.mark.parametrize(("text_length", "header"), [(10, 2), (1_000, 4), (100_000, 10)])
def test_a_frame_of_any_size_is_one_update(text_length: int, header: int) -> None:
    element = {"tag": "p", "props": {"innerHTML": "ä" * text_length}}

    frame = encode_update([encode_element("m1", element), encode_element("m2", None)])

    assert update_in(frame) == {"m1": element, "m2": None}
    assert len(frame) == header + len(payload_of(frame).encode())


@pytest.mark.parametrize("payload_length", [125, 126, 65_535, 65_536])
def test_a_frame_at_the_edge_of_a_size_is_read_whole(payload_length: int) -> None:
    bare = len(payload_of(encode_update([encode_element("m", {"tag": ""})])))

    frame = encode_update([encode_element("m", {"tag": "x" * (payload_length - bare)})])

    assert len(payload_of(frame)) == payload_length


def test_the_bytes_are_those_of_engine_io_and_socket_io() -> None:
    frame = encode_update([b'"a":null', b'"b":{"tag":"p"}'])

    assert frame == b'\x81\x2742["update",{"a":null,"b":{"tag":"p"}}]'
    assert json.loads(frame[4:]) == ["update", {"a": None, "b": {"tag": "p"}}]


def test_socket_io_would_send_the_same_for_such_an_update() -> None:
    update = {"m1": {"tag": "p", "props": {"innerHTML": "ä <b>"}, "children": [1, "m2"]}, "m2": None}
    packet = core.sio.packet_class(socket_packet.EVENT, namespace="/", data=["update", update]).encode()

    frame = encode_update(encode_element(name, element) for name, element in update.items())

    theirs = engine_packet.Packet(engine_packet.MESSAGE, packet).encode()
    assert payload_of(frame) == theirs, f"Socket.IO or NiceGUI writes an update otherwise now: see {WHERE}"


async def test_nicegui_describes_an_element_by_the_names_that_shared_ones_use(client: Client) -> None:
    with client, Element("q-list") as element:
        Element("i")
    element.classes("block").style("display: contents").props("role=none")

    used = {"tag", "class", "style", "props", "children"}
    assert used <= element._to_dict().keys(), "elements are described otherwise now: see what `encode_element` is given"
