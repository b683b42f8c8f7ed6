"""What the terminal shows at the start."""

from pathlib import Path

import ifaddr
import pytest

from livechat.addresses.own import addresses
from livechat.web.startup_banner import qr_code, startup_banner
from tests.settings import settings_in


def adapter(*hosts: str) -> ifaddr.Adapter:
    return ifaddr.Adapter("eth0", "eth0", [ifaddr.IP(host, 24, "eth0") for host in hosts])


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("::1", "http://[::1]:8080"),
        ("chat.local", "http://chat.local:8080"),
    ],
)
def test_a_host_that_was_set_is_the_address(tmp_path: Path, host: str, url: str) -> None:
    assert addresses(settings_in(tmp_path, host=host)) == [url]


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_on_any_address_those_of_the_own_network_come_first_and_localhost_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    found = [adapter("127.0.0.1", "169.254.3.4"), adapter("8.8.4.4", "192.168.1.20")]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: found)

    urls = addresses(settings_in(tmp_path, host=host))

    assert urls == ["http://192.168.1.20:8080", "http://8.8.4.4:8080", "http://localhost:8080"]


def test_with_a_certificate_the_addresses_are_those_of_tls(tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.touch()
    key.touch()

    settings = settings_in(tmp_path, host="::1", port=8443, tls_certificate=certificate, tls_key=key)

    assert addresses(settings) == ["https://[::1]:8443"]


def test_a_public_url_is_the_only_address(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, public_url="https://chat.example/")

    banner = startup_banner(settings, "/setup/secret")

    assert addresses(settings) == ["https://chat.example"]
    assert "  https://chat.example\n" in banner
    assert "  https://chat.example/setup/secret\n" in banner
    assert banner.endswith(qr_code("https://chat.example"))


def test_a_server_that_has_an_administrator_shows_no_setup_link(tmp_path: Path) -> None:
    assert "administrator" not in startup_banner(settings_in(tmp_path), None)
