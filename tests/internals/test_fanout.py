"""The wire: what is written, to whom it is not, and what becomes of a peer that does not read."""

import json

import pytest

from livechat.internals import fanout
from livechat.internals.fanout import Connection, encode_element, encode_update
from tests.fakes import settle
from tests.internals.peers import Peer, payload_of, update_in


@pytest.fixture
async def peer() -> Peer:
    return Peer()


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


async def test_a_frame_is_written_to_a_peer_that_reads(peer: Peer) -> None:
    line = Connection(peer.protocol, lambda: None)

    assert line.write(b"frame")
    assert peer.transport.written == [b"frame"]


@pytest.mark.parametrize("state", ["not there yet", "closing", "close sent"])
async def test_nothing_is_written_to_a_peer_that_is_not_there(peer: Peer, state: str) -> None:
    line = Connection(peer.protocol, lambda: None)
    peer.protocol.handshake_complete = state != "not there yet"
    peer.transport.closing = state == "closing"
    peer.protocol.close_sent = state == "close sent"

    assert not line.write(b"frame")
    assert peer.transport.written == []


async def test_a_peer_that_lags_is_skipped_until_it_has_caught_up(peer: Peer) -> None:
    caught_up: list[bool] = []
    line = Connection(peer.protocol, lambda: caught_up.append(line.write(b"state")))
    peer.stall()

    assert not line.write(b"missed")
    assert line.lagged
    assert not line.write(b"missed too")
    peer.drain()

    assert not line.lagged
    assert caught_up == [True]
    assert peer.transport.written == [b"state"]


async def test_a_peer_that_catches_up_is_told_the_state_once(peer: Peer) -> None:
    caught_up: list[None] = []
    line = Connection(peer.protocol, lambda: caught_up.append(None))
    peer.stall()
    line.write(b"missed")

    peer.drain()
    peer.drain()

    assert caught_up == [None]


async def test_a_peer_that_is_stuck_is_cut_off(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "STUCK_AFTER_SECONDS", 0.0)
    line = Connection(peer.protocol, lambda: None)
    peer.stall()

    line.write(b"missed")
    assert not peer.transport.aborted
    await settle()

    assert peer.transport.aborted


async def test_a_line_that_is_closed_cuts_nobody_off(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "STUCK_AFTER_SECONDS", 0.0)
    caught_up: list[None] = []
    line = Connection(peer.protocol, lambda: caught_up.append(None))
    peer.stall()
    line.write(b"missed")

    line.close()
    await settle()
    peer.drain()

    assert not peer.transport.aborted
    assert not caught_up


async def test_a_closed_line_leaves_the_next_one_of_the_same_peer_alone(peer: Peer) -> None:
    caught_up: list[str] = []
    before = Connection(peer.protocol, lambda: caught_up.append("before"))
    after = Connection(peer.protocol, lambda: caught_up.append("after"))
    peer.stall()
    after.write(b"missed")

    before.close()
    peer.drain()

    assert caught_up == ["after"]
