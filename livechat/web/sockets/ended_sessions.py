"""When a session ends, its open pages go to the sign-in page at once."""

import asyncio
import logging

from nicegui import Client

from livechat.events import SESSIONS, SessionEnded
from livechat.i18n.text import LazyText
from livechat.internals.clients.open_clients import delete_at_once, open_clients
from livechat.internals.socket_events import cut_sockets, open_at_once
from livechat.internals.sub_pages import current_path
from livechat.services.accounts.session_end_reasons import ENDED, reason_code
from livechat.services.accounts.sessions import Sessions
from livechat.services.pubsub import Lagged, PubSub
from livechat.web.login.next_url import sign_in_path
from livechat.web.sockets.guard import session_id_of

log = logging.getLogger(__name__)


class EndedSessions:
    """A service: navigates the pages away, then cuts their sockets and forgets what they showed."""

    def __init__(self, bus: PubSub, sessions: Sessions) -> None:
        self._bus = bus
        self._sessions = sessions

    async def run(self) -> None:
        """Follow the ends of sessions, for ever."""
        with self._bus.subscribe(SESSIONS) as subscription:
            await self._close_all_dead()
            async for batch in subscription.batches():
                if any(isinstance(event, Lagged) for event in batch):
                    await self._close_all_dead()
                ended = {event.session_id: event for event in batch if isinstance(event, SessionEnded)}
                await asyncio.gather(
                    *(
                        close_page(client, ended[session_id].reason)
                        for client in open_clients()
                        if (session_id := session_id_of(client)) in ended
                    )
                )

    async def _close_all_dead(self) -> None:
        """After a restart of this service, or too many ends at once."""
        for client in open_clients():
            session_id = session_id_of(client)
            if session_id is not None and not self._sessions.is_alive(session_id):
                await close_page(client, ENDED)


async def close_page(client: Client, reason: LazyText) -> None:
    """Send the page to the sign-in page and let nothing more reach it."""
    path = sign_in_path(current_path(client), ended=reason_code(reason))
    await open_at_once(client.id, path)
    await cut_sockets(client.id)
    delete_at_once(client)
