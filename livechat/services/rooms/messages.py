"""Messages as people use them: post, read a page of history, find one."""

from datetime import datetime

from livechat.config import Settings
from livechat.db import Database
from livechat.errors import Invalid, NotFound
from livechat.i18n.text import LazyText, lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import PostedMessage
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.drafts.drafts import Drafts
from livechat.services.rate_limits.costs import Cost
from livechat.services.rate_limits.token_buckets import TokenBuckets
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.services.typing_tracker import TypingTracker
from livechat.store import messages as store
from livechat.text import is_blank, strip_unstorable

CLIENT_MESSAGE_ID_MAX_CHARACTERS = 64
PAGE_MESSAGES = 50
NOTHING_SAID = lazy_gettext("Nothing has been said here yet.")


class Messages:
    """The verbs on messages."""

    def __init__(
        self,
        *,
        settings: Settings,
        db: Database,
        access: Access,
        directory: Directory,
        registry: RoomRegistry,
        limiter: TokenBuckets,
        drafts: Drafts,
        typing: TypingTracker,
        html: KeptHtml,
    ) -> None:
        self._max_characters = settings.message_max_characters
        self._db = db
        self.access = access
        self._directory = directory
        self._registry = registry
        self._limiter = limiter
        self._drafts = drafts
        self._typing = typing
        self._html = html

    @allowed(Rule.MEMBER, Cost.POST)
    async def post(
        self,
        user_id: UserId,
        room_id: RoomId,
        body: str,
        client_message_id: str,
        *,
        reply_to_id: MessageId | None = None,
    ) -> PostedMessage:
        """Say something; the same `client_message_id` again answers with the message that is there.

        What it answers may have been deleted meanwhile, and is shown as such. Raises Invalid, Forbidden, RateLimited,
        Unavailable, or NotFound, also where it answers what is no message of the room.
        """
        body = clean(body, self._max_characters)
        if reply_to_id is not None:
            await self._require_message(room_id, reply_to_id)
        if not 0 < len(client_message_id) <= CLIENT_MESSAGE_ID_MAX_CHARACTERS:
            raise Invalid("client_message_id", lazy_gettext("This message cannot be sent. Reload the page."))
        author = self._directory.person(user_id)
        async with self._limiter.counted(user_id):
            message = await self._registry.get(room_id).post(author, body, client_message_id, reply_to_id)
        self._drafts.sent(user_id, room_id, client_message_id)
        self._typing.stop(user_id, room_id)
        return message

    @allowed(Rule.READER, Cost.LIST)
    async def list_page(
        self, user_id: UserId, room_id: RoomId, *, before: int | None = None, limit: int = PAGE_MESSAGES
    ) -> list[PostedMessage]:
        """The newest messages, or those before a position, in the order of the ids. Raises NotFound or Unavailable."""
        async with self._db.read() as tx:
            if before is None:
                page = await store.list_newest(tx, room_id, limit)
            else:
                page = await store.list_before(tx, room_id, before, limit)
        return await self._html.complete(page)

    @allowed(Rule.READER, Cost.READ)
    async def get(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> PostedMessage:
        """One message of the room. Raises NotFound or Unavailable."""
        message = await self._require_message(room_id, message_id)
        return (await self._html.complete([message]))[0]

    @allowed(Rule.READER, Cost.READ)
    async def first_since(self, user_id: UserId, room_id: RoomId, moment: datetime) -> PostedMessage:
        """The first message since a moment, else the last of all. Raises NotFound in an empty room, or Unavailable."""
        async with self._db.read() as tx:
            message = await store.find_first_since(tx, room_id, moment)
        if message is None:
            raise NotFound(NOTHING_SAID)
        return message

    async def _require_message(self, room_id: RoomId, message_id: MessageId) -> PostedMessage:
        async with self._db.read() as tx:
            message = await store.find(tx, message_id)
        if message is None or message.room_id != room_id:
            raise NotFound
        return message


def clean(body: str, most: int) -> str:
    """What is stored of a message's text. Raises Invalid for none, and for more than `most` characters."""
    body = strip_unstorable(body).strip("\n").rstrip()
    if is_blank(body):
        raise Invalid("body", lazy_gettext("Write something first."))
    if len(body) > most:
        raise Invalid("body", too_long(len(body), most))
    return body


def too_long(characters: int, most: int) -> LazyText:
    """What is said of a text that no message may have."""
    return lazy_gettext(
        "A message has at most {most} characters; this one has {characters}.", most=most, characters=characters
    )
