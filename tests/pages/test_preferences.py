"""What one prefers, chosen on the profile and followed by every open page."""

from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.times import TWELVE_HOURS
from livechat.pages.reader_marks import ZONE_NOTE
from livechat.preferences.choices import Clock, Preferences, Theme
from livechat.records import Person
from tests.eventually import eventually
from tests.fakes import settle
from tests.pages.elements import trigger


def chosen_by(chat: Chat, who: Person) -> Preferences:
    preferences: Preferences = chat.viewer_states.for_person(who.id).preferences
    return preferences


def zone_field(page: User) -> ui.select:
    return page.find(kind=ui.select).elements.pop()


def radios(page: User, label: str) -> ui.radio:
    return next(found for found in page.find(kind=ui.radio).elements if found.props["aria-label"] == label)


async def until_chosen(chat: Chat, who: Person, expected: Preferences) -> None:
    await eventually(lambda: chosen_by(chat, who) == expected)
    await settle()


async def test_what_is_chosen_counts_at_once(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")
    assert page.client is not None
    assert TWELVE_HOURS not in page.client.content.classes

    radios(page, "Clock").value = Clock.HOURS_12
    await until_chosen(chat, alice, Preferences(clock=Clock.HOURS_12))

    assert TWELVE_HOURS in page.client.content.classes


async def test_the_zone_is_named_where_it_is_not_the_servers(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")
    assert page.client is not None
    assert "Times are in UTC, the zone of this server." in html_of(page)

    zone_field(page).value = "Asia/Kolkata"
    await until_chosen(chat, alice, Preferences(zone="Asia/Kolkata"))

    assert "Times are in Asia/Kolkata. The zone of this server is UTC." in html_of(page)
    assert page.client.content.style[ZONE_NOTE] == '" · Asia/Kolkata"'


async def test_what_is_chosen_elsewhere_is_shown(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")

    await chat.preferences.change(alice.id, Preferences(theme=Theme.DARK, zone="Europe/Berlin"))
    await settle()

    assert radios(page, "Theme").value is Theme.DARK
    assert zone_field(page).value == "Europe/Berlin"


async def test_the_servers_zone_is_offered_by_its_name(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")

    assert "As the server (UTC)" in zone_field(page).options.values()  # type: ignore[union-attr]  # by value and label


async def test_an_emptied_zone_field_chooses_nothing(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")

    await trigger(page, zone_field(page), "update:modelValue", None)
    await settle()

    assert chosen_by(chat, alice) == Preferences()


def html_of(page: User) -> str:
    assert page.client is not None
    return " ".join(str(found.props.get("innerHTML", "")) for found in page.client.layout.descendants())
