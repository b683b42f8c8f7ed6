import socket
from pathlib import Path

import pytest

from livechat.web.middleware.own_hosts import OwnHosts
from tests.eventually import eventually
from tests.settings import settings_in


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnHosts:
    monkeypatch.setattr(socket, "gethostname", lambda: "Box.office.example")
    monkeypatch.setattr(socket, "getfqdn", lambda: "BOX.hq.example")
    return OwnHosts(settings_in(tmp_path, hosts="Chat.Example, talk.example", public_url="https://public.example:8443"))


@pytest.mark.parametrize(
    "asked",
    [
        "127.0.0.1:8080", "192.0.2.7", "[::1]:8080", "[2001:db8::7]", "[::ffff:192.0.2.7]", "localhost", "LOCALHOST:1",
        "chat.localhost", "box", "box:8080", "box.local", "box.lan:80", "chat.internal", "box.home.arpa", "box.local.",
        "chat.example", "CHAT.example:8080", "talk.example", "public.example", "public.example:8080",
        "box.office.example:8080",
    ],
)  # fmt: skip
def test_what_can_be_ours_is(hosts: OwnHosts, asked: str) -> None:
    assert asked in hosts


@pytest.mark.parametrize(
    "asked",
    [
        "evil.example", "evil.example:8080", "chat.example.evil.example", "localhost.evil.example", "evil-lan.example",
        "127.0.0.1.evil.example", "evil.example.", "", " ", ":8080", "chat.example, evil.example", "chat.example:port",
        "[::1].evil.example", "[evil.example]", "256.0.0.1", ".local", "x@chat.example", "chat.example/", "é.local",
    ],
)  # fmt: skip
def test_what_cannot_be_ours_is_not(hosts: OwnHosts, asked: str) -> None:
    assert asked not in hosts


async def test_what_the_resolver_calls_the_machine_counts_too(hosts: OwnHosts) -> None:
    await eventually(lambda: "box.hq.example" in hosts)
