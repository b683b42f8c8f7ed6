"""The product without its pages: builds the services, owns their life and offers the verbs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from livechat.clock import Clock, SystemClock
from livechat.config import Settings
from livechat.db import Database
from livechat.errors import Invalid, NotFound, RateLimited
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import PostedMessage, RoomInfo, SearchHit
from livechat.services.access import Access
from livechat.services.accounts.accounts import Accounts
from livechat.services.directory import Directory
from livechat.services.drafts import Drafts
from livechat.services.presence import Presence
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.token_bucket import RateLimiter
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.services.rooms.rooms import Rooms
from livechat.services.supervisor import Supervisor
from livechat.services.typing_tracker import TypingTracker
from livechat.services.viewer_state import ViewerStates
from livechat.store import messages, search
from livechat.text import strip_unstorable

CLIENT_MESSAGE_ID_MAX_CHARACTERS = 64
PAGE_MESSAGES = 50


class Chat:
    """Everything that is not drawn. Nothing runs until `running`."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock = clock or SystemClock()
        self.db = Database(settings.database)
        self.bus = PubSub()
        self.directory = Directory()
        self.access = Access(self.directory)
        self.supervisor = Supervisor(clock)
        self.presence = Presence(self.bus, self.directory, clock)
        self.typing = TypingTracker(self.bus, self.directory, clock)
        self.drafts = Drafts(self.db, clock)
        self.viewer_states = ViewerStates(self.bus, self.directory)
        self.limiter = RateLimiter(
            clock,
            burst=settings.message_burst,
            rate_per_second=settings.message_rate_per_second,
            enabled=settings.limited,
        )
        self.accounts = Accounts(settings=settings, db=self.db, bus=self.bus, directory=self.directory, clock=clock)
        self.registry = RoomRegistry(
            db=self.db,
            bus=self.bus,
            directory=self.directory,
            presence=self.presence,
            supervisor=self.supervisor,
            clock=clock,
            idle_seconds=settings.room_idle_seconds,
        )
        self.rooms = Rooms(db=self.db, bus=self.bus, directory=self.directory, registry=self.registry, clock=clock)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Chat"]:
        """Open the database, start the supervision tree, and end both in reverse.

        Raises StartError when the database cannot be used.
        """
        await self.db.open()
        try:
            await self.directory.load(self.db)
            await self.drafts.load()
            async with self.supervisor:
                self._start_services()
                yield self
            await self.drafts.flush()
        finally:
            self.accounts.close()
            await self.db.close()

    def _start_services(self) -> None:
        """The supervision tree, one for one: each restarts by itself and rebuilds its memory from the store."""
        start = self.supervisor.start_child
        start("accounts", self.accounts.run)  # last uses written behind, old sessions ended
        start("presence", self.presence.run)  # lost tabs leave after their grace time
        start("typing", self.typing.run)  # who stopped typing
        start("drafts", self.drafts.run)  # drafts written behind
        start("viewer states", self.viewer_states.run)  # what each viewer is called and their rooms
        start("rooms", self.registry.run)  # stops idle rooms; each active room is a child "room {id}"

    def health(self) -> dict[str, str]:
        """Each supervised service's state."""
        return {name: str(state) for name, state in self.supervisor.health().items()}

    # The verbs

    async def create_room(
        self, user_id: UserId, *, name: str, description: str = "", is_private: bool = False
    ) -> RoomInfo:
        """See `Rooms.create`."""
        return await self.rooms.create(user_id, name=name, description=description, is_private=is_private)

    def list_rooms(self, user_id: UserId) -> list[RoomInfo]:
        """The public rooms and one's own private ones, by name."""
        own_private = [room for room in self.directory.rooms_of(user_id) if room.is_private]
        return sorted(self.directory.public_rooms + own_private, key=lambda room: room.name.casefold())

    def get_room(self, user_id: UserId, slug: str) -> RoomInfo:
        """Raises NotFound for a missing room and for a private one of others."""
        return self.access.readable_slug(user_id, slug)

    async def post_message(self, user_id: UserId, room_id: RoomId, body: str, client_message_id: str) -> PostedMessage:
        """Say something. Raises Invalid, NotFound, Forbidden, RateLimited or Unavailable."""
        _, author = self.access.writable_room(user_id, room_id)
        body = self._clean_body(body)
        if not 0 < len(client_message_id) <= CLIENT_MESSAGE_ID_MAX_CHARACTERS:
            raise Invalid("client_message_id", "This message cannot be sent. Reload the page.")
        verdict = self.limiter.take(user_id)
        if not verdict.ok:
            raise RateLimited(verdict.retry_after_ms)
        message = await self.registry.get(room_id).post(author, body, client_message_id)
        self.drafts.sent(user_id, room_id, client_message_id)
        self.typing.stop(user_id, room_id)
        return message

    async def list_messages(
        self, user_id: UserId, room_id: RoomId, *, before: int | None = None, limit: int = PAGE_MESSAGES
    ) -> list[PostedMessage]:
        """A page of history in the order of the ids: the newest, or those before a position. Raises NotFound."""
        self.access.readable_room(user_id, room_id)
        async with self.db.read() as tx:
            if before is None:
                return await messages.list_newest(tx, room_id, limit)
            return await messages.list_before(tx, room_id, before, limit)

    async def get_message(self, user_id: UserId, slug: str, message_id: MessageId) -> PostedMessage:
        """One message of a room. Raises NotFound."""
        room = self.get_room(user_id, slug)
        async with self.db.read() as tx:
            message = await messages.find(tx, message_id)
        if message is None or message.room_id != room.id:
            raise NotFound
        return message

    async def search_messages(
        self, user_id: UserId, room_id: RoomId, query: str, limit: int = PAGE_MESSAGES
    ) -> list[SearchHit]:
        """The room's messages that match, best first. Raises NotFound."""
        self.access.readable_room(user_id, room_id)
        async with self.db.read() as tx:
            return await search.search_messages(tx, room_id, query, limit)

    async def search_everywhere(self, user_id: UserId, query: str, limit: int = PAGE_MESSAGES) -> list[SearchHit]:
        """The messages that match in all rooms that the person may read, best first. Raises Forbidden."""
        self.directory.active_person(user_id)
        readable = [room.id for room in self.list_rooms(user_id)]
        async with self.db.read() as tx:
            return await search.search_rooms(tx, readable, query, limit)

    def _clean_body(self, body: str) -> str:
        body = strip_unstorable(body).strip("\n").rstrip()
        if not body.strip():
            raise Invalid("body", "Write something first.")
        if len(body) > self.settings.message_max_characters:
            most = f"{self.settings.message_max_characters:,}"
            raise Invalid("body", f"A message has at most {most} characters; this one has {len(body):,}.")
        return body
