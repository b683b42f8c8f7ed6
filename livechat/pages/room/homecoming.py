"""What was typed in a room while the server was away becomes the draft there, before the page is replaced."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from livechat.chat import Chat
from livechat.components.composer.away.away_texts import AwayTexts
from livechat.components.composer.away.place import FieldPlace, parse_place
from livechat.errors import ChatError, Forbidden, NotFound, Unavailable
from livechat.internals.clients.stand_in import StandIn
from livechat.records import SavedDraft, SavedEdit, Session
from livechat.services.drafts.drafts import new_client_message_id

ANSWER_SECONDS = 10.0
RETRY_SECONDS = 1.0


class Homecoming:
    """Asks a page that this process does not know for its text: see docs/decisions/pages-outlive-the-server.md."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def __call__(self, session: Session, stand_in: StandIn) -> None:
        """Keep what the page's field shows; keys that follow until it reloads are kept as well."""
        heard = AwayTexts()
        stand_in.on_heard = heard.hear
        place = parse_place(await _answer(stand_in, stand_in.ask_tag) or "")
        if place is not None:
            with suppress(NotFound, Forbidden):  # one has left the room meanwhile
                await _Field(self._chat, session, stand_in, place, heard).keep()


class _Field:
    """The field of a page that came back."""

    def __init__(self, chat: Chat, session: Session, stand_in: StandIn, place: FieldPlace, heard: AwayTexts) -> None:
        self._chat, self._user_id = chat, session.user_id
        self._stand_in, self._place, self._heard = stand_in, place, heard
        self._shown, self._kept = "", SavedDraft("", "")

    async def keep(self) -> None:
        """Make its text the draft, as soon as the database allows it. Raises NotFound or Forbidden."""
        while (value := await _answer(self._stand_in, self._ask)) is not None:
            was_typed = self._heard.has(self._place.element_id)
            self._shown = self._heard.text(self._place.element_id, value)
            try:
                await self._recover(was_typed=was_typed)
            except Unavailable:
                await self._chat.clock.sleep(RETRY_SECONDS)
            else:
                self._heard.hear(self._place.element_id, value)
                self._stand_in.on_heard = self._hear_more
                return

    async def _recover(self, *, was_typed: bool) -> None:
        place, draft = self._place, SavedDraft(self._shown, self._place.client_message_id, self._place.reply_to_id)
        if place.edited_id is not None:
            edit = SavedEdit(place.edited_id, self._shown)
            try:
                await self._chat.editing.recover(self._user_id, place.room_id, edit)
            except Forbidden:  # it is not there to be changed any more
                draft, was_typed = SavedDraft(self._shown, new_client_message_id()), True
                self._place = replace(place, client_message_id=draft.client_message_id, edited_id=None)
            else:
                return
        self._kept = await self._chat.drafts.recover(self._user_id, place.room_id, draft, was_typed=was_typed)

    async def _ask(self, *, within_seconds: float) -> str | None:
        return await self._stand_in.ask_field(self._place.element_id, within_seconds=within_seconds)

    def _hear_more(self, element_id: int, said: object) -> None:
        self._heard.hear(element_id, said)
        if element_id == self._place.element_id and isinstance(said, str):
            with suppress(ChatError):
                self._put(self._heard.text(element_id, said))

    def _put(self, text: str) -> None:
        place = self._place
        if place.edited_id is not None:
            self._chat.edit_drafts.put(self._user_id, place.room_id, SavedEdit(place.edited_id, text))
        else:
            body = _grown(self._kept.body, self._shown, text)
            self._chat.drafts.put(self._user_id, place.room_id, replace(self._kept, body=body))


async def _answer(stand_in: StandIn, ask: Callable[..., Awaitable[str | None]]) -> str | None:
    """The page's answer, however often its line breaks meanwhile; None when the page is gone."""
    while not stand_in.is_deleted:
        try:
            return await ask(within_seconds=ANSWER_SECONDS)
        except TimeoutError:
            continue
    return None


def _grown(kept: str, shown: str, text: str) -> str:
    """What is kept of what was shown, now that the field holds the text."""
    if kept == shown:
        return text
    return kept + text.removeprefix(shown) if text.startswith(shown) else f"{kept}\n{text}"
