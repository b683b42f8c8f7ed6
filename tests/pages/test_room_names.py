"""Rooms are named in all scripts, and twice the same."""

import pytest
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.composer.composer import Composer
from livechat.records import Person
from tests.people import room, say

NAMES = ["会议", "اختبار", "Καφές", "🎉", "---", "ß" * 80, "..", "%2e", "test name", "Test-Name"]


@pytest.mark.parametrize("name", NAMES)
async def test_a_room_of_any_name_is_opened_renamed_and_searched(
    chat: Chat, alice: Person, page: User, name: str
) -> None:
    first, second = await room(chat, alice, name), await room(chat, alice, name)
    assert first.slug != second.slug

    await page.open(f"/rooms/{second.slug}")
    await page.should_see(kind=Composer)
    renamed = await chat.rooms.edit(alice.id, second.id, name=name[:78] + " 2", description="", is_private=False)
    message = await say(chat, alice, renamed, "here it is")

    assert renamed.slug == second.slug
    assert [hit.message.id for hit in await chat.search.in_room(alice.id, second.id, "here")] == [message.id]
    assert await chat.search.in_room(alice.id, first.id, "here") == []
