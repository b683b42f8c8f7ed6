"""How large a frame one message is, which each viewer is sent."""

from datetime import UTC, datetime, timedelta

from bench.report import Finding
from bench.scale import Scale
from livechat.components.message.bubble import message_elements
from livechat.ids import MessageId, RoomId, UserId
from livechat.internals.frames import encode_element, encode_update
from livechat.live.room.history.blocks import place_of
from livechat.markup.html import message_html
from livechat.records import Person, PostedMessage, Reaction

MOST_BYTES = 2_200
SAID = "The two boats from the north are back, and the third one comes on Thursday. I will be there at seven."
AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FACES = Person(UserId(12), "Maximiliane Berg"), Person(UserId(13), "Cem Kaya")


async def measure(_: Scale) -> list[Finding]:
    """A sentence; and one that answers another and has three kinds of reactions from twelve people."""
    first = _message(1_234_567, FACES[0])
    answer = _message(1_234_570, FACES[1], reply_to=first, reactions=_reactions())
    return [
        Finding(
            "the frame of one message of a hundred characters",
            f"{len(_frame(first))} bytes",
            to_hold=f"≤ {MOST_BYTES:,} bytes",
            holds=len(_frame(first)) <= MOST_BYTES,
            at_any_scale=True,
        ),
        Finding("the same, an answer with three reactions of twelve people", f"{len(_frame(answer))} bytes"),
    ]


def _message(
    number: int, author: Person, *, reply_to: PostedMessage | None = None, reactions: tuple[Reaction, ...] = ()
) -> PostedMessage:
    return PostedMessage(
        MessageId(number), RoomId(17), 12_345, author, SAID, "bench", AT + timedelta(hours=number % 24),
        html=str(message_html(SAID)), reply_to=reply_to, reactions=reactions,
    )  # fmt: skip


def _reactions() -> tuple[Reaction, ...]:
    return tuple(Reaction(emoji, tuple(UserId(100 + number) for number in range(4))) for emoji in "👍🎉🛥")


def _frame(message: PostedMessage) -> bytes:
    ids = place_of(message.room_id, message.position).ids
    parts = message_elements(ids, message, None, slug="harbour", zone=UTC, name_of=lambda _: "Maximiliane Berg")
    return encode_update(encode_element(name, element) for name, element in parts.items())
