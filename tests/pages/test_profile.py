from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.fields import MAX_CHARACTERS
from livechat.components.profile_form import SAVED, ProfilePreview
from livechat.components.sidebar import Sidebar
from livechat.records import Person
from livechat.services.accounts.profile_fields import ABOUT_MAX_CHARACTERS, DISPLAY_NAME_MAX_CHARACTERS
from livechat.web.sockets.frame_checks import MAX_FRAME_BYTES
from tests.fakes import settle
from tests.pages.elements import field


async def test_a_new_name_is_shown_at_once_wherever_the_person_is(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")

    field(page, "Display name").value = "Alice Berg"
    page.find("Save").click()

    await page.should_see(str(SAVED))
    await settle()
    assert chat.directory.person(alice.id).display_name == "Alice Berg"
    assert "Alice Berg" in str(page.find(kind=Sidebar).elements.pop().props["innerHTML"])
    assert "Alice Berg" in str(page.find(kind=ProfilePreview).elements.pop().props["innerHTML"])


async def test_what_is_wrong_stands_at_the_field_until_it_changes(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")

    field(page, "Display name").value = " "
    page.find("Save").click()
    await page.should_see("Tell the others your name.")
    field(page, "Display name").value = "Al"

    await page.should_not_see("Tell the others your name.")
    assert chat.directory.person(alice.id).display_name == "Alice"


async def test_fields_take_more_than_any_rule_allows_and_no_more_than_an_event_says(page: User) -> None:
    await page.open("/profile")

    for name in ("Display name", "About"):
        assert field(page, name).props["maxlength"] == MAX_CHARACTERS
    assert 2 * max(ABOUT_MAX_CHARACTERS, DISPLAY_NAME_MAX_CHARACTERS) < MAX_CHARACTERS  # browsers count in UTF-16
    assert 7 * MAX_CHARACTERS < MAX_FRAME_BYTES / 2  # a control character takes seven


async def test_what_is_too_long_is_said_and_not_called_saved(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/profile")

    field(page, "About").value = "x" * MAX_CHARACTERS
    page.find("Save").click()

    await page.should_see("This has at most 500 characters.")
    await page.should_not_see(str(SAVED))
    assert chat.directory.person(alice.id).about == ""
