"""The frame of all pages, and what it binds of the viewer's own state."""

import gc
import weakref

from nicegui import Client, binding
from nicegui.testing import User

from livechat.chat import Chat
from livechat.records import Person
from livechat.services.viewer_state import ViewerState
from tests.people import room


def state_of(chat: Chat, person: Person) -> weakref.ref[ViewerState]:
    """The person's state, without keeping it."""
    return weakref.ref(chat.viewer_states.for_person(person.id))


async def open_lobby(page: User) -> Client:
    """One more page of the same person."""
    await page.open("/")
    assert page.client is not None
    return page.client


def close(client: Client) -> None:
    client.delete()
    gc.collect()


async def test_a_state_goes_with_its_last_page(chat: Chat, alice: Person, page: User) -> None:
    first, last = await open_lobby(page), await open_lobby(page)
    state = state_of(chat, alice)

    close(first)
    assert state() is not None
    close(last)

    assert state() is None


async def test_no_page_is_kept_up_to_date_by_polling(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)

    for path in ("/", f"/rooms/{harbour.slug}", "/search", "/profile"):
        await page.open(path)
        assert not binding.active_links, path
