"""A room's page that is gone takes everything of its own along, without a garbage collection."""

import gc
from collections.abc import Iterator

import pytest
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.composer.composer import Composer
from livechat.components.composer.field import ComposerField
from livechat.components.composer.field_sync import FieldSync
from livechat.internals.clients.dismantling import dismantle_what_is_deleted
from livechat.live.room.viewer import Viewer
from livechat.pages.room.view import RoomView
from livechat.records import Person
from tests.fakes import settle
from tests.people import room

PARTS = (RoomView, Viewer, Composer, ComposerField, FieldSync)


@pytest.fixture(autouse=True)
def no_collections() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def parts() -> list[object]:
    """Of all rooms' pages in this process, also of those that fixtures of former tests still hold."""
    return [found for found in gc.get_objects() if isinstance(found, PARTS)]


def kinds_but(former: list[object]) -> set[type]:
    """Those of the parts that came since."""
    known = {id(part) for part in former}
    return {type(part) for part in parts() if id(part) not in known}


async def test_nothing_of_a_rooms_page_stays(chat: Chat, alice: Person, page: User) -> None:
    dismantle_what_is_deleted()
    former = parts()
    harbour = await room(chat, alice, "Harbour")
    client = await page.open(f"/rooms/{harbour.slug}")
    await settle()
    assert kinds_but(former) == set(PARTS)

    client.delete()
    await settle()

    assert kinds_but(former) == set()
