"""The search over everything one may read, or over one room."""

import unicodedata
from functools import partial
from urllib.parse import urlencode

from htpy import Renderable
from nicegui import ui

from livechat.components.room.header import page_title
from livechat.components.search.pane import SearchPane
from livechat.components.search.results import nothing_asked, nothing_found, search_failed, search_results
from livechat.errors import ChatError, NotFound
from livechat.pages.open_page import Visit
from livechat.records import RoomRecord

LIMIT = 50


async def search(visit: Visit, q: str = "", room: str = "", here: str = "") -> None:
    """Box, switch and results. `room` is the slug of the only room to search, `here` of the one that one came from."""
    visit.leave()
    ui.page_title("Search · livechat")
    found = _room(visit, room or here)
    with ui.element("main").classes("page search"):
        ui.element("div").classes("page-title").props["innerHTML"] = str(page_title("Search"))
        pane = SearchPane(
            q, partial(_answer, visit, found), offers_room=found is not None, only_room=found is not None and room != ""
        )
    await pane.ask()


def _room(visit: Visit, slug: str) -> RoomRecord | None:
    try:
        return visit.chat.get_room(visit.user_id, slug) if slug else None
    except NotFound:
        return None


async def _answer(visit: Visit, room: RoomRecord | None, query: str, only_room: bool) -> Renderable:
    """The results as they are shown; the address says what was asked, for the way back to it."""
    chat, only = visit.chat, room if only_room else None
    with visit.client:
        ui.navigate.history.replace(address_of(query, room, only_room=only_room))
    if not is_question(query):
        return nothing_asked()
    try:
        if only is not None:
            hits = await chat.search_messages(visit.user_id, only.id, query, LIMIT)
        else:
            hits = await chat.search_everywhere(visit.user_id, query, LIMIT)
    except ChatError as error:
        return search_failed(str(error))
    rooms = {record.id: record for record in chat.list_rooms(visit.user_id)}
    hits = [hit for hit in hits if hit.message.room_id in rooms]  # one may have gone meanwhile
    if not hits:
        return nothing_found(query, only)
    return search_results(hits, rooms, limit=LIMIT, now=chat.clock.now())


def is_question(query: str) -> bool:
    """A letter of an alphabet begins almost every message; a Chinese one is a word."""
    return len(query) > 1 or (query != "" and unicodedata.category(query) not in ("Ll", "Lu"))


def address_of(query: str, room: RoomRecord | None, *, only_room: bool) -> str:
    """Where the same question is asked again."""
    asked = {"q": query} if query else {}
    if room is not None:
        asked["room" if only_room else "here"] = room.slug
    return f"/search?{urlencode(asked)}" if asked else "/search"
