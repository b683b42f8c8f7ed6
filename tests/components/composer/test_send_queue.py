"""What is sent leaves in order, once, or comes back whole."""

import asyncio
import weakref

import pytest

from livechat.components.composer.send_queue import (
    MAX_WAITING,
    RETRY_SECONDS,
    Pending,
    PendingEdit,
    PendingMessage,
    SendQueue,
)
from livechat.errors import ChatError, Forbidden, RateLimited, Unavailable
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId
from tests.fakes import FakeClock, settle


class Room:
    """Stores what arrives, unless it has been told what to answer."""

    def __init__(self) -> None:
        self.answers: list[Exception | None] = []
        self.open = asyncio.Event()
        self.open.set()
        self.tried: list[Pending] = []
        self.stored: dict[str, str] = {}

    async def post(self, text: str, client_message_id: str, *, reply_to_id: MessageId | None) -> None:
        await self._take(PendingMessage(text, client_message_id, reply_to_id))
        self.stored.setdefault(client_message_id, text)

    async def edit(self, message_id: MessageId, text: str) -> None:
        await self._take(PendingEdit(message_id, text))

    async def _take(self, pending: Pending) -> None:
        self.tried.append(pending)
        await self.open.wait()
        if self.answers and (error := self.answers.pop(0)) is not None:
            raise error


class Sender:
    """A composer as its queue messages see it."""

    def __init__(self, room: Room, clock: FakeClock) -> None:
        self.refused: list[Pending] = []
        self.errors: list[ChatError] = []
        self.sent = 0
        self.queue = SendQueue(room.post, room.edit, on_sent=self._sent, on_refused=self._refused, clock=clock)

    def _sent(self) -> None:
        self.sent += 1

    def _refused(self, messages: list[Pending], error: ChatError) -> None:
        self.refused += messages
        self.errors.append(error)


FIRST, SECOND, THIRD = (PendingMessage(f"text {number}", f"id {number}") for number in (1, 2, 3))


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def sender(room: Room, clock: FakeClock) -> Sender:
    return Sender(room, clock)


async def test_messages_put_while_one_is_on_its_way_follow_in_order(sender: Sender, room: Room) -> None:
    room.open.clear()
    for message in (FIRST, SECOND, THIRD):
        sender.queue.put(message)
    await settle()
    assert room.tried == [FIRST]

    room.open.set()
    await settle()

    assert room.tried == [FIRST, SECOND, THIRD]
    assert sender.sent == 3
    assert sender.queue.is_empty


async def test_a_refused_message_comes_back_with_all_behind_it(sender: Sender, room: Room) -> None:
    room.answers = [RateLimited(2_000)]
    sender.queue.put(FIRST)
    sender.queue.put(SECOND)
    await settle()

    assert sender.refused == [FIRST, SECOND]
    assert isinstance(sender.errors[0], RateLimited)
    assert not room.stored


async def test_a_refused_change_comes_back_alone(sender: Sender, room: Room) -> None:
    change = PendingEdit(MessageId(7), "new words")
    room.answers = [RateLimited(2_000)]
    for pending in (change, FIRST):
        sender.queue.put(pending)
    await settle()

    assert sender.refused == [change]
    assert list(room.stored) == [FIRST.client_message_id]


async def test_a_change_waits_for_the_message_before_it(sender: Sender, room: Room) -> None:
    room.open.clear()
    change = PendingEdit(MessageId(7), "new words")
    sender.queue.put(FIRST)
    sender.queue.put(change)
    assert sender.queue.messages == (FIRST,)
    await settle()
    assert room.tried == [FIRST]

    room.open.set()
    await sender.queue.until_empty()

    assert room.tried == [FIRST, change]


async def test_after_a_refusal_the_next_one_is_sent(sender: Sender, room: Room) -> None:
    room.answers = [Forbidden()]
    sender.queue.put(FIRST)
    await settle()
    sender.queue.put(SECOND)
    await settle()

    assert sender.sent == 1
    assert list(room.stored) == [SECOND.client_message_id]


async def test_what_could_not_be_stored_is_tried_again_under_its_id(
    sender: Sender, room: Room, clock: FakeClock
) -> None:
    room.answers = [Unavailable(), Unavailable()]
    sender.queue.put(FIRST)
    await clock.advance(sum(RETRY_SECONDS))

    assert room.tried == [FIRST, FIRST, FIRST]
    assert room.stored == {FIRST.client_message_id: FIRST.text}
    assert not sender.refused


async def test_what_cannot_be_stored_for_long_comes_back(sender: Sender, room: Room, clock: FakeClock) -> None:
    room.answers = [Unavailable()] * 4
    sender.queue.put(FIRST)
    await clock.advance(sum(RETRY_SECONDS))

    assert sender.refused == [FIRST]
    assert isinstance(sender.errors[0], Unavailable)


async def test_a_bug_on_the_way_loses_no_text(sender: Sender, room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.answers = [ZeroDivisionError()]
    sender.queue.put(FIRST)
    await settle()

    assert sender.refused == [FIRST]
    assert "could not be sent" in caplog.text


async def test_only_so_many_wait(sender: Sender, room: Room) -> None:
    room.open.clear()
    for number in range(MAX_WAITING):
        sender.queue.put(PendingMessage(str(number), str(number)))

    assert sender.queue.is_full
    room.open.set()
    await settle()
    await settle()
    assert not sender.queue.is_full


@pytest.mark.parametrize("answer", [None, Forbidden(lazy_gettext("You have left the room."))])
async def test_a_closed_queue_still_tells_what_becomes_of_what_waits_and_then_keeps_nobody(
    room: Room, clock: FakeClock, answer: Exception | None
) -> None:
    sender = Sender(room, clock)
    queue, listener = sender.queue, weakref.ref(sender)
    room.open.clear()
    room.answers = [answer]
    queue.put(FIRST)
    await settle()

    queue.close()
    room.open.set()
    await settle()

    assert (sender.sent, sender.refused) == ((1, []) if answer is None else (0, [FIRST]))
    del sender
    assert listener() is None
