"""The product without its pages: builds the services, owns their life, and is the one front door to their verbs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from livechat.addresses.own import own_origins
from livechat.clock import Clock, SystemClock
from livechat.config import Settings
from livechat.db import Database
from livechat.errors import NotWritten
from livechat.lanes.refusals import starting
from livechat.markup.renderer import MessageRenderer
from livechat.preferences.zones import zone_names
from livechat.services.access import Access
from livechat.services.accounts.accounts import Accounts
from livechat.services.directory import Directory
from livechat.services.drafts.drafts import Drafts
from livechat.services.messages.deletion import Deletion
from livechat.services.messages.editing import Editing
from livechat.services.messages.erasure import Erasure
from livechat.services.messages.pins import Pins
from livechat.services.messages.reactions import Reactions
from livechat.services.page_costs import PageCosts
from livechat.services.preferences.devices import Devices
from livechat.services.preferences.people import PersonalPreferences
from livechat.services.presence import Presence
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.limits import Limits
from livechat.services.reading.reading import Reading
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.memberships import Memberships
from livechat.services.rooms.messages import Messages
from livechat.services.rooms.rendering import Rendering
from livechat.services.rooms.room_event_routing import RoomEventRouting
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.services.rooms.rooms import Rooms
from livechat.services.search import Search
from livechat.services.server_zone import ServerZone
from livechat.services.storage.last_writes import END_SECONDS, LastWrites
from livechat.services.storage.scrubbing import Scrubbing
from livechat.services.storage.watch import StorageWatch
from livechat.services.supervisor import Supervisor
from livechat.services.typing_tracker import TypingTracker
from livechat.services.viewer_state import ViewerStates

log = logging.getLogger(__name__)


class Chat:
    """Everything that is not drawn. Nothing runs until `running`.

    Pages, programs and commands use the verbs of the services at `front_door`, each of which names who may (see
    `livechat.services.access`). The rest is for the shared screens and for the services themselves.
    """

    front_door = (
        "accounts", "rooms", "memberships", "messages", "editing", "deletion", "reactions", "pins", "reading", "search",
        "drafts", "edit_drafts", "typing", "presence", "viewer_states", "page_costs", "preferences", "devices",
    )  # fmt: skip

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock = clock or SystemClock()
        self.db = Database(settings.database)
        self.bus = PubSub()
        self.directory = Directory()
        self.limits = Limits(settings, clock)
        self.access = Access(self.directory, self.limits.actions)
        self.supervisor = Supervisor(clock)
        self.page_costs = PageCosts(self.access)
        self.presence = Presence(self.bus, self.access, self.directory, clock)
        self.typing = TypingTracker(self.bus, self.access, self.directory, clock)
        self.drafts = Drafts(self.db, self.bus, self.access, clock)
        self.edit_drafts = self.drafts.edits
        self.reading = Reading(self.db, self.bus, self.access, clock)
        self.storage = StorageWatch(self.db, self.bus, clock, settings.data_dir)
        self.scrubbing = Scrubbing(self.db, clock)
        self.erasure = Erasure(self.db, self.bus, clock, self.scrubbing)
        self.server_zone = ServerZone(self.bus, settings.timezone)
        self._make_people()
        self._last_writes = LastWrites(settings.data_dir, self.drafts, self.reading, self.accounts.sessions)
        self._make_rendering()
        self._make_room_servers()
        self._make_rooms()
        self._make_messages()
        self._make_message_life()

    def _make_people(self) -> None:
        self.accounts = Accounts(
            settings=self.settings,
            db=self.db,
            bus=self.bus,
            access=self.access,
            directory=self.directory,
            clock=self.clock,
            server_zone=self.server_zone,
        )
        self.preferences = PersonalPreferences(self.db, self.bus, self.access, self.directory)
        self.devices = Devices(self.db, self.bus, self.access, self.accounts.sessions)
        self.viewer_states = ViewerStates(
            bus=self.bus,
            access=self.access,
            directory=self.directory,
            storage=self.storage,
            sessions=self.accounts.sessions,
            server_zone=self.server_zone,
        )

    def _make_rendering(self) -> None:
        """What messages look like."""
        own = own_origins(self.settings)
        self.rendering = Rendering(MessageRenderer(self.settings.link_schemes, own, own.chosen))
        self.kept_html = KeptHtml(self.db, self.rendering, self.clock, self.directory)

    def _make_room_servers(self) -> None:
        self.registry = RoomRegistry(
            db=self.db,
            bus=self.bus,
            access=self.access,
            directory=self.directory,
            presence=self.presence,
            supervisor=self.supervisor,
            rendering=self.rendering,
            html=self.kept_html,
            clock=self.clock,
            idle_seconds=self.settings.room_idle_seconds,
        )

    def _make_rooms(self) -> None:
        """Which there are, and who is in them."""
        events = RoomEventRouting(self.bus, self.directory)
        self.rooms = Rooms(
            db=self.db,
            access=self.access,
            directory=self.directory,
            registry=self.registry,
            events=events,
            drafts=self.drafts,
            limiter=self.limits.rooms,
            scrubbing=self.scrubbing,
            clock=self.clock,
        )
        self.memberships = Memberships(
            access=self.access, directory=self.directory, registry=self.registry, events=events, clock=self.clock
        )

    def _make_messages(self) -> None:
        """Saying and finding them."""
        self.messages = Messages(
            settings=self.settings,
            db=self.db,
            access=self.access,
            directory=self.directory,
            registry=self.registry,
            limiter=self.limits.messages,
            drafts=self.drafts,
            typing=self.typing,
            html=self.kept_html,
        )
        self.search = Search(self.db, self.access, self.directory, self.kept_html)

    def _make_message_life(self) -> None:
        """What becomes of messages once they are said."""
        self.editing = Editing(
            settings=self.settings,
            db=self.db,
            bus=self.bus,
            access=self.access,
            registry=self.registry,
            rendering=self.rendering,
            html=self.kept_html,
            edit_drafts=self.edit_drafts,
            clock=self.clock,
        )
        self.deletion = Deletion(
            access=self.access,
            directory=self.directory,
            registry=self.registry,
            erasure=self.erasure,
            html=self.kept_html,
            bus=self.bus,
            clock=self.clock,
        )
        self.reactions = Reactions(
            db=self.db,
            bus=self.bus,
            access=self.access,
            directory=self.directory,
            registry=self.registry,
            clock=self.clock,
        )
        self.pins = Pins(
            db=self.db,
            bus=self.bus,
            access=self.access,
            directory=self.directory,
            registry=self.registry,
            html=self.kept_html,
            clock=self.clock,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Chat"]:
        """Open the database, start the supervision tree, and end both in reverse.

        Raises StartError when the database cannot be used, and NotWritten at the end when it does not take everything.
        """
        await self.db.open()
        try:
            with starting(self.settings.database):
                await self._load()
            async with self._writing_the_rest(), self.supervisor:
                self._start_services()
                yield self
        finally:
            self.accounts.close()
            await self.rendering.close()
            await self.db.close()

    async def _load(self) -> None:
        await asyncio.to_thread(zone_names)  # reads many files, once
        await self.server_zone.load(self.db)
        await self.directory.load(self.db)
        await self.drafts.load()
        await self.reading.load()
        await self._last_writes.take_up()
        await self.erasure.catch_up()

    @asynccontextmanager
    async def _writing_the_rest(self) -> AsyncIterator[None]:
        """Write down what is written behind, also when what was done meanwhile has failed."""
        try:
            yield
        except BaseException:
            try:
                await self._last_writes.write(seconds=END_SECONDS)
            except NotWritten as rest:  # no more than a line: what failed comes first
                log.error("%s", rest)
            raise
        await self._last_writes.write(seconds=END_SECONDS)

    def _start_services(self) -> None:
        """The supervision tree, one for one: each restarts by itself and rebuilds its memory from the store."""
        start = self.supervisor.start_child
        start("accounts", self.accounts.run)  # last uses written behind, old sessions ended
        start("storage", self.storage.run)  # whether the disk takes what is written
        start("presence", self.presence.run)  # lost tabs leave after their grace time
        start("typing", self.typing.run)  # who stopped typing
        start("drafts", self.drafts.run)  # drafts written behind
        start("reading", self.reading.run)  # how far everybody has read, written behind
        start("kept html", self.kept_html.run)  # what had to be rendered anew written behind
        start("erasure", self.erasure.run)  # what was deleted and may not be undone any more
        start("scrubbing", self.scrubbing.run)  # the bytes of what was erased
        start("viewer states", self.viewer_states.run)  # what each viewer is called and their rooms
        start("rooms", self.registry.run)  # stops idle rooms; each active room is a child "room {id}"

    def health(self) -> dict[str, str]:
        """Each supervised service's state."""
        return {name: str(state) for name, state in self.supervisor.health().items()}
