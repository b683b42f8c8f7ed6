"""Where this server is reached, so that links to it can be told from others."""

from pathlib import Path

from livechat.addresses.own import own_origins
from livechat.config import Settings
from tests.settings import settings_in


def settings(folder: Path, **more: object) -> Settings:
    return settings_in(folder, **{"hosts": (), **more})


def test_a_server_for_the_network_is_known_by_its_addresses_and_its_own_name(tmp_path: Path) -> None:
    own = own_origins(settings(tmp_path, host="0.0.0.0", port=8080))

    assert "http://localhost:8080" in own
    assert "http://127.0.0.1:8080" in own
    assert "http://localhost:8081" not in own
    assert "https://localhost:8080" not in own
    assert not own.chosen


def test_one_behind_a_proxy_is_known_by_its_public_address_as_well(tmp_path: Path) -> None:
    own = own_origins(settings(tmp_path, host="127.0.0.1", port=8080, public_url="https://chat.example.org"))

    assert own.chosen == {"https://chat.example.org"}
    assert own.found == {"http://127.0.0.1:8080"}


def test_further_names_count_with_the_own_port_and_with_that_of_a_proxy(tmp_path: Path) -> None:
    own = own_origins(settings(tmp_path, host="127.0.0.1", port=8080, hosts="boat.example"))

    assert own.chosen == {"http://boat.example", "https://boat.example", "http://boat.example:8080"}
