"""The search over everything one may read, or over one room."""

import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from urllib.parse import urlencode

from htpy import Renderable
from nicegui import binding, ui

from livechat.components.page_title import page_title
from livechat.components.search.pane import SearchPane
from livechat.components.search.results import nothing_asked, nothing_found, search_failed, search_results
from livechat.errors import ChatError, NotFound
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.pages.open_page import OpenPage
from livechat.records import RoomInfo

LIMIT = 50


async def search(page: OpenPage, q: str = "", room: str = "", here: str = "") -> None:
    """Box, switch and results. `room` is the slug of the only room to search, `here` of the one that one came from."""
    ui.page_title(f"{_('Search')} · livechat")
    found = _room(page, room or here)
    shown: set[MessageId] = set()
    answer = partial(_answer, page, found, shown)
    with ui.element("main").classes("page search"):
        ui.element("div").classes("page-title").props["innerHTML"] = str(page_title(_("Search")))
        only_room = found is not None and room != ""
        pane = SearchPane(q, answer, offers_room=found is not None, only_room=only_room)
    page.enter(SearchVisit(page, pane, shown))
    await pane.ask()


class SearchVisit:
    """A page that shows answers: they are drawn for it alone. It asks again when a message is deleted that it shows."""

    deleted = binding.BindableProperty(on_change=lambda self, message_id: self._forget(message_id))

    def __init__(self, page: OpenPage, pane: SearchPane, shown: AbstractSet[MessageId]) -> None:
        self._pane = pane
        self._shown = shown
        latest = page.chat.deletion.latest(page.user_id)
        self.deleted = latest.message_id
        binding.bind_from(self, "deleted", latest, "message_id")
        page.client.on_delete(self.left)

    def _forget(self, message_id: MessageId | None) -> None:
        if message_id in self._shown:
            self._pane.ask_later()

    def connected(self) -> None: ...

    def disconnected(self) -> None: ...

    def left(self) -> None:
        binding.remove([self])

    def moved_zone(self) -> None:
        self._pane.ask_later()

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        return False


def _room(page: OpenPage, slug: str) -> RoomInfo | None:
    try:
        return page.chat.rooms.get_by_slug(page.user_id, slug) if slug else None
    except NotFound:
        return None


async def _answer(
    page: OpenPage, room: RoomInfo | None, shown: set[MessageId], query: str, only_room: bool
) -> Renderable:
    """The results as they are shown; the address says what was asked, for the way back to it."""
    shown.clear()
    chat, only = page.chat, room if only_room else None
    with page.client:
        ui.navigate.history.replace(address_of(query, room, only_room=only_room))
    if not is_question(query):
        return nothing_asked()
    try:
        if only is not None:
            hits = await chat.search.in_room(page.user_id, only.id, query, LIMIT)
        else:
            hits = await chat.search.everywhere(page.user_id, query, LIMIT)
    except ChatError as error:
        return search_failed(str(error))
    rooms = {record.id: record for record in chat.rooms.list_readable(page.user_id)}
    hits = [hit for hit in hits if hit.message.room_id in rooms]  # one may have gone meanwhile
    shown.update(hit.message.id for hit in hits)
    if not hits:
        return nothing_found(query, only)
    return search_results(hits, rooms, limit=LIMIT, now=chat.clock.now(), zone=page.zone)


def is_question(query: str) -> bool:
    """A letter of an alphabet begins almost every message; a Chinese one is a word."""
    return len(query) > 1 or (query != "" and unicodedata.category(query) not in ("Ll", "Lu"))


def address_of(query: str, room: RoomInfo | None, *, only_room: bool) -> str:
    """Where the same question is asked again."""
    asked = {"q": query} if query else {}
    if room is not None:
        asked["room" if only_room else "here"] = room.slug
    return f"/search?{urlencode(asked)}" if asked else "/search"
