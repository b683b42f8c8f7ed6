"""A page whose server has died, or has forgotten it, is heard once more before it is replaced.

Why and how: docs/decisions/pages-outlive-the-server.md.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from nicegui import background_tasks
from starlette.types import Scope

from livechat.errors import RateLimited
from livechat.internals.clients.open_clients import delete_at_once, find_client
from livechat.internals.clients.stand_in import StandIn
from livechat.records import Session
from livechat.web.nicegui.open_pages import OpenPages
from livechat.web.nicegui.page_ids import PageIds

log = logging.getLogger(__name__)

BringHome = Callable[[Session, StandIn], Awaitable[None]]
"""Keeps what the page shows; it has the browser's answers, and hears what was typed meanwhile."""

HEARING_SECONDS = 300.0  # the database may refuse for a while, and the line may break once more
RELOAD_SECONDS = 10.0  # if the browser has not gone by then, it is asked to once more


async def keep_nothing(_session: Session, _stand_in: StandIn) -> None:
    """For sites without fields."""


class Adoption:
    """Makes a stand-in for a page that nobody knows, when its id proves that its session's browser shows it."""

    def __init__(self, ids: PageIds, pages: OpenPages, bring_home: BringHome = keep_nothing) -> None:
        self._ids = ids
        self._pages = pages
        self._bring_home = bring_home

    def is_possible(self, session: Session, client_id: str) -> bool:
        """Whether the page was made for the session and is not known any more."""
        return find_client(client_id) is None and self._ids.is_of(client_id, session.id)

    def adopt(self, session: Session, scope: Scope, hand: dict[str, Any]) -> StandIn | None:
        """A stand-in for the page that shakes hands now, or None."""
        client_id, next_message_id = str(hand.get("client_id")), str(hand.get("next_message_id"))
        if not next_message_id.isdecimal() or len(next_message_id) > 9 or not self.is_possible(session, client_id):
            return None
        with suppress(RateLimited):
            self._pages.admit_adoption(session.user_id)
            return StandIn(client_id, scope, int(next_message_id))
        return None

    def welcome(self, session: Session, stand_in: StandIn) -> None:
        """Its handshake was accepted: hear it, and let go of it."""
        background_tasks.create(self._hear(session, stand_in), name="a page that came back")

    async def _hear(self, session: Session, stand_in: StandIn) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARING_SECONDS):
                try:
                    await self._bring_home(session, stand_in)
                except Exception:
                    log.exception("a page that came back could not be heard")
                while not stand_in.is_deleted:
                    stand_in.reload()
                    await asyncio.sleep(RELOAD_SECONDS)
        delete_at_once(stand_in)


def hand_in_query(scope: Scope) -> dict[str, str]:
    """What a socket says of its page in the address."""
    query: bytes = scope["query_string"]
    return {name: values[0] for name, values in parse_qs(query.decode()).items()} if query.isascii() else {}
