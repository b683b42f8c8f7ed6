"""When a session ends, its open pages go to the sign-in page at once."""

import asyncio
import logging

from nicegui import Client, core

from livechat.events import SESSIONS, SessionEnded
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
                        for client in tuple(Client.instances.values())
                        if (session_id := session_id_of(client)) in ended
                    )
                )

    async def _close_all_dead(self) -> None:
        """After a restart of this service, or too many ends at once."""
        for client in tuple(Client.instances.values()):
            session_id = session_id_of(client)
            if session_id is not None and not self._sessions.is_alive(session_id):
                await close_page(client, ENDED)


async def close_page(client: Client, reason: str) -> None:
    """Send the page to the sign-in page and let nothing more reach it."""
    sio = core.sio
    sids = [sid for sid, _ in sio.manager.get_participants("/", client.id)]
    path = sign_in_path(client.sub_pages_router.current_path, ended=reason_code(reason))
    await sio.emit("open", {"path": path, "new_tab": False}, room=client.id)
    for sid in sids:
        await sio.disconnect(sid)
    for document_id in tuple(client._delete_tasks):  # of these disconnects: they would delete the page once more
        client._cancel_delete_task(document_id)
    if not client.is_deleted:
        client.delete()
