"""How many pages each person and each address may open, and the end of those that have gone or never opened."""

import time
from collections.abc import Hashable
from functools import partial

from nicegui import Client

from livechat.clock import Clock
from livechat.config import Settings
from livechat.errors import RateLimited
from livechat.i18n.text import lazy_gettext
from livechat.ids import UserId
from livechat.internals.clients.open_clients import delete_at_once, open_clients, was_opened
from livechat.services.rate_limits.sliding_window import SlidingWindow
from livechat.services.rate_limits.token_buckets import TokenBuckets
from livechat.web.nicegui.page_garbage import PageGarbage

TIMES_FOR_AN_ADDRESS = 10  # so many people may sit behind one
SWEEP_EVERY_SECONDS = 5.0
UNOPENED_SECONDS = 25.0  # with the sweeps: one that never opens its socket is gone within 30 s
PATIENT_SECONDS = 300.0  # over a line so slow that the last page was gone before its socket came
RETRY_MS = 10_000

# A page takes the event loop for as long as many messages, and a message comes by some twenty times until it is told.
PAGES_AT_ONCE = 5
PAGES_PER_SECOND = 10.0
MAX_WAIT_SECONDS = 10.0  # whoever would have to wait for longer is refused after that

TOO_MANY = lazy_gettext("You have too many pages open. Close some of them and try again.")


class OpenPages:
    """A service: knows the pages that were made for each person and address, and ends those that nobody opened."""

    def __init__(self, settings: Settings, clock: Clock, garbage: PageGarbage | None = None) -> None:
        self._clock = clock
        self._enabled = settings.limited
        self._most, per_minute = settings.open_pages_per_person, settings.page_fetches_per_minute
        self._turns = TokenBuckets(
            clock, burst=PAGES_AT_ONCE, rate_per_second=PAGES_PER_SECOND, enabled=settings.limited
        )
        self._fetches = self._window(per_minute)
        self._fetches_by_address = self._window(TIMES_FOR_AN_ADDRESS * per_minute)
        self._adoptions = self._window(per_minute)
        self._pages: dict[Hashable, dict[Client, None]] = {}  # of each person and address, the oldest first
        self._patient_until: dict[UserId, float] = {}
        self._garbage = garbage or PageGarbage()

    async def wait_for_turn(self, user_id: UserId) -> None:
        """The others have theirs between two pages of one person, also between two that are refused."""
        if seconds := self._turns.reserve(user_id):
            await self._clock.sleep(min(seconds, MAX_WAIT_SECONDS))
        if seconds > MAX_WAIT_SECONDS:
            self._turns.refund(user_id)
            raise _too_often(RETRY_MS)

    def admit(self, user_id: UserId, address: str) -> None:
        """Count a page that is asked for. Raises RateLimited.

        Where there are too many, the person's oldest gives way that has not been opened yet.
        """
        try:
            self._fetches_by_address.require_room(address)
            self._fetches.take(user_id)
            self._fetches_by_address.take(address)
        except RateLimited as error:
            raise _too_often(error.retry_after_ms) from None
        if self._enabled:
            self._make_room(user_id, address)

    def admit_adoption(self, user_id: UserId) -> None:
        """Count a page that comes back after this process has forgotten it. Raises RateLimited."""
        self._adoptions.take(user_id)
        self._patient_until[user_id] = self._clock.monotonic() + PATIENT_SECONDS

    def opened(self, client: Client, user_id: UserId, address: str) -> None:
        """The page has been made; it counts until it is deleted."""
        for key in (user_id, address):
            self._pages.setdefault(key, {})[client] = None
            client.on_delete(partial(self._closed, key, client))
        client.on_delete(self._garbage.page_deleted)

    async def run(self) -> None:
        """End what nobody opened, and clear away what has gone, for ever."""
        while True:
            await self._clock.sleep(SWEEP_EVERY_SECONDS)
            self.sweep()
            self._garbage.look()

    def sweep(self) -> None:
        """End the pages that nobody opened."""
        now = self._clock.monotonic()
        self._patient_until = {user_id: until for user_id, until in self._patient_until.items() if until > now}
        slow = {client.id for user_id in self._patient_until for client in self._pages.get(user_id, ())}
        for client in open_clients():
            seconds = PATIENT_SECONDS if client.id in slow else UNOPENED_SECONDS
            if not was_opened(client) and time.time() - client.created >= seconds:
                delete_at_once(client)

    def _make_room(self, user_id: UserId, address: str) -> None:
        own = self._pages.get(user_id, {})
        unopened = (client for client in own if not was_opened(client))
        if len(own) >= self._most:
            dropped = next(unopened, None)
            if dropped is None:
                raise RateLimited(RETRY_MS, TOO_MANY)
            delete_at_once(dropped)
        if len(self._pages.get(address, ())) >= self._most * TIMES_FOR_AN_ADDRESS:
            raise RateLimited(RETRY_MS, TOO_MANY)

    def _closed(self, key: Hashable, client: Client) -> None:
        pages = self._pages[key]
        del pages[client]
        if not pages:
            del self._pages[key]

    def _window(self, limit: int) -> SlidingWindow:
        return SlidingWindow(self._clock, limit=limit, seconds=60, enabled=self._enabled)


def _too_often(retry_after_ms: int) -> RateLimited:
    seconds = -(-retry_after_ms // 1_000)
    return RateLimited(
        retry_after_ms, lazy_gettext("You have opened very many pages. Try again in {seconds} s.", seconds=seconds)
    )
