"""Which time zones there are, and which one a machine keeps."""

from pathlib import Path

import pytest

from livechat.preferences.zones import find_zone, host_zone_name, zone_names


@pytest.mark.parametrize("name", ["", "Europe/Nowhere", "../../etc/passwd", "/etc/passwd", "Europe", "x\0y", "a" * 65])
def test_what_is_no_zone_is_not_found(name: str) -> None:
    assert find_zone(name) is None


def test_a_zone_is_found_by_its_name() -> None:
    zone = find_zone("Europe/Berlin")

    assert str(zone) == "Europe/Berlin"
    assert find_zone("Europe/Berlin") is zone


def test_utc_has_one_name() -> None:
    assert str(find_zone("Etc/UTC")) == "UTC"


def test_zones_are_offered_by_place_and_not_by_old_names() -> None:
    assert {"UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"} <= set(zone_names())
    assert not {"Cuba", "CET", "Factory", "localtime", "Etc/GMT+3", "posix/Europe/Berlin"} & set(zone_names())


def test_the_variable_counts_before_the_files(tmp_path: Path) -> None:
    (tmp_path / "timezone").write_text("Asia/Kolkata\n")

    assert host_zone_name({"TZ": ":Europe/Berlin"}, tmp_path) == "Europe/Berlin"
    assert host_zone_name({}, tmp_path) == "Asia/Kolkata"


def test_a_rule_in_the_variable_names_no_zone(tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to("../usr/share/zoneinfo/America/New_York")

    assert host_zone_name({"TZ": "CET-1CEST"}, tmp_path) == "America/New_York"


def test_a_machine_that_says_nothing_has_utc(tmp_path: Path) -> None:
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")

    assert host_zone_name({}, tmp_path) == "UTC"
