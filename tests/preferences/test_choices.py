"""What is kept of what people have chosen."""

import json

import pytest

from livechat.preferences.choices import (
    Clock,
    DevicePreferences,
    Enter,
    Pointer,
    Preferences,
    Theme,
    as_json,
    from_json,
)


def test_what_was_chosen_is_read_as_it_was_written() -> None:
    person = Preferences(theme=Theme.DARK, zone="Asia/Kolkata", clock=Clock.HOURS_12)
    device = DevicePreferences(enter=Enter.SENDS, pointer=Pointer.FINGER)

    assert from_json(Preferences, as_json(person)) == person
    assert from_json(DevicePreferences, as_json(device)) == device


def test_only_what_is_not_as_it_comes_is_written() -> None:
    assert json.loads(as_json(Preferences(theme=Theme.LIGHT))) == {"theme": "light"}


def test_nothing_stored_is_as_it_comes() -> None:
    assert from_json(Preferences, None) == Preferences()


def test_names_and_values_of_other_versions_count_for_nothing() -> None:
    stored = json.dumps({"theme": "sepia", "sound": "bell", "clock": "12"})

    assert from_json(Preferences, stored) == Preferences(clock=Clock.HOURS_12)


@pytest.mark.parametrize(
    ("device", "sends"),
    [
        (DevicePreferences(), True),
        (DevicePreferences(pointer=Pointer.MOUSE), True),
        (DevicePreferences(pointer=Pointer.FINGER), False),
        (DevicePreferences(pointer=Pointer.FINGER, enter=Enter.SENDS), True),
        (DevicePreferences(pointer=Pointer.MOUSE, enter=Enter.BREAKS_LINE), False),
    ],
)
def test_enter_does_what_was_chosen_and_else_what_fits_the_device(device: DevicePreferences, sends: bool) -> None:
    assert device.enter_sends == sends
