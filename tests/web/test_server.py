from pathlib import Path

from livechat.web.server import connection_bounds
from tests.settings import settings_in


def test_there_are_as_many_connections_as_were_set(tmp_path: Path) -> None:
    bounds = connection_bounds(settings_in(tmp_path, connections=500, connections_per_address=100), max_files=65_536)

    assert (bounds.total, bounds.each) == (500, 100)


def test_there_are_well_fewer_connections_than_files_and_at_most_half_from_one_address(tmp_path: Path) -> None:
    bounds = connection_bounds(settings_in(tmp_path), max_files=1_024)

    assert (bounds.total, bounds.each) == (668, 334)


def test_trusted_proxies_and_benches_have_as_many_as_there_are(tmp_path: Path) -> None:
    behind_a_proxy = connection_bounds(settings_in(tmp_path, trusted_proxies="10.0.0.0/8"), max_files=65_536)
    bench = connection_bounds(settings_in(tmp_path, limits="off"), max_files=65_536)

    assert behind_a_proxy.is_exempt("10.1.2.3")
    assert not behind_a_proxy.is_exempt("192.0.2.1")
    assert bench.is_exempt("127.0.0.1")
