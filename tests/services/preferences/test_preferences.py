"""What people and devices choose: stored, told, and theirs alone."""

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import Forbidden, Invalid, NotFound
from livechat.preferences.choices import Clock, DevicePreferences, Enter, Pointer, Preferences, Theme
from tests.fakes import FakeClock, settle
from tests.people import person, signed_in

INDIA = Preferences(theme=Theme.DARK, zone="Asia/Kolkata", clock=Clock.HOURS_12)


async def test_a_state_follows_what_its_person_chooses(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    hers, his = chat.viewer_states.for_person(alice.id), chat.viewer_states.for_person(bob.id)
    assert (hers.preferences, str(hers.zone)) == (Preferences(), "UTC")

    await chat.preferences.change(alice.id, INDIA)
    await settle()

    assert (hers.preferences, str(hers.zone), str(hers.server_zone)) == (INDIA, "Asia/Kolkata", "UTC")
    assert (his.preferences, str(his.zone)) == (Preferences(), "UTC")


async def test_what_was_chosen_is_there_after_a_restart(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        alice = await person(chat, "Alice", is_admin=True)
        secret, session = await signed_in(chat, alice)
        await chat.preferences.change(alice.id, INDIA)
        await chat.devices.choose_enter(alice.id, session.id, Enter.BREAKS_LINE)
        await chat.accounts.administration.choose_time_zone(alice.id, "Europe/Berlin")

    async with Chat(settings, clock=clock).running() as chat:
        state = chat.viewer_states.for_person(alice.id)
        again = await chat.accounts.sessions.find(secret)

        assert (state.preferences, str(state.server_zone)) == (INDIA, "Europe/Berlin")
        assert again is not None
        assert again.preferences == DevicePreferences(enter=Enter.BREAKS_LINE)


async def test_a_zone_that_there_is_not_is_refused(chat: Chat) -> None:
    alice = await person(chat, "Alice")

    with pytest.raises(Invalid) as refused:
        await chat.preferences.change(alice.id, Preferences(zone="Europe/Nowhere"))

    assert refused.value.field == "time_zone"
    assert chat.viewer_states.for_person(alice.id).preferences == Preferences()


async def test_who_has_no_zone_of_their_own_follows_the_servers(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice", is_admin=True), await person(chat, "Bob")
    hers, his = chat.viewer_states.for_person(alice.id), chat.viewer_states.for_person(bob.id)
    await chat.preferences.change(bob.id, INDIA)

    await chat.accounts.administration.choose_time_zone(alice.id, "Europe/Berlin")
    await settle()

    assert [str(state.zone) for state in (hers, his)] == ["Europe/Berlin", "Asia/Kolkata"]
    assert str(his.server_zone) == "Europe/Berlin"


async def test_choosing_the_zone_of_the_settings_follows_them_again(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        alice = await person(chat, "Alice", is_admin=True)
        for zone in ("Europe/Berlin", "UTC"):
            await chat.accounts.administration.choose_time_zone(alice.id, zone)

    moved = settings.model_copy(update={"timezone": "America/New_York"})
    async with Chat(moved, clock=clock).running() as chat:
        assert str(chat.viewer_states.for_person(alice.id).server_zone) == "America/New_York"


async def test_only_an_administrator_chooses_the_servers_zone(chat: Chat) -> None:
    bob = await person(chat, "Bob")

    with pytest.raises(Forbidden):
        await chat.accounts.administration.choose_time_zone(bob.id, "Europe/Berlin")


async def test_enter_is_chosen_for_one_device(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    (_, desk), (_, phone) = await signed_in(chat, alice), await signed_in(chat, alice)
    states = [chat.viewer_states.for_device(alice.id, session.id) for session in (desk, phone)]

    await chat.devices.note_pointer(alice.id, phone.id, Pointer.FINGER)
    await settle()
    assert [state.preferences.enter_sends for state in states] == [True, False]

    await chat.devices.choose_enter(alice.id, phone.id, Enter.SENDS)
    await settle()
    assert states[1].preferences == DevicePreferences(Enter.SENDS, Pointer.FINGER)


async def test_nobody_chooses_for_the_device_of_another(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    _, hers = await signed_in(chat, alice)

    with pytest.raises(NotFound):
        await chat.devices.choose_enter(bob.id, hers.id, Enter.BREAKS_LINE)

    assert chat.viewer_states.for_device(alice.id, hers.id).preferences == DevicePreferences()
    assert chat.viewer_states.for_device(bob.id, hers.id).preferences == DevicePreferences()


async def test_a_use_that_is_written_later_keeps_what_was_chosen(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    secret, session = await signed_in(chat, alice)
    await chat.devices.choose_enter(alice.id, session.id, Enter.SENDS)
    await clock.advance(120)
    chat.accounts.sessions.touch(session.id, "192.0.2.2")
    await chat.accounts.sessions.write_uses()

    again = await chat.accounts.sessions.find(secret)
    assert again is not None
    assert again.preferences.enter is Enter.SENDS
