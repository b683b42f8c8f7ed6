from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.profile_form import SAVED, ProfilePreview
from livechat.components.sidebar import Sidebar
from livechat.records import Person
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
