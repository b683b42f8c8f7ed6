"""The line over every page: administrators read what is wrong with the disk, others what it means for them."""

import pytest
from nicegui.testing import User

from livechat.chat import Chat
from livechat.errors import DatabaseRefused, Trouble
from livechat.pages.storage_notice import TO_ADMINISTRATORS, TO_OTHERS
from livechat.records import Person
from livechat.services.storage.watch import PROBE_EVERY_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.people import person


@pytest.fixture(params=[True, False], ids=["administrator", "somebody"])
async def alice(chat: Chat, request: pytest.FixtureRequest) -> Person:
    return await person(chat, "Alice", is_admin=request.param)


def notice(page: User) -> str:
    """What one sees."""
    assert page.client is not None
    lines = [line for line in page.client.content.default_slot.children if "storage-notice" in line.classes]
    if not lines or not lines[0].visible:
        return ""
    assert lines == page.client.content.default_slot.children[:1]
    assert lines[0].props["role"] == "alert"
    return str(lines[0].props["innerHTML"])


async def test_an_open_page_shows_the_trouble_and_its_end(
    chat: Chat, clock: FakeClock, alice: Person, page: User
) -> None:
    await page.open("/")
    assert notice(page) == ""

    chat.db.refusals.on_trouble(Trouble.DISK_FULL)
    await settle()
    if alice.is_admin:
        assert notice(page).startswith(f"{TO_ADMINISTRATORS[Trouble.DISK_FULL]} Since ")
    else:
        assert notice(page) == str(TO_OTHERS)
    await page.open("/profile")
    assert notice(page)

    async def is_over() -> bool:
        await clock.advance(PROBE_EVERY_SECONDS)
        return notice(page) == ""

    await eventually(is_over)


async def test_a_warning_is_for_administrators(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/")

    chat.db.refusals.on_trouble(Trouble.NEARLY_FULL)
    await settle()

    assert bool(notice(page)) == alice.is_admin


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_its_sentences(trouble: Trouble) -> None:
    assert str(TO_ADMINISTRATORS[trouble]).endswith(".")
    if trouble is not Trouble.NEARLY_FULL:
        assert str(DatabaseRefused(trouble)).endswith(".")
