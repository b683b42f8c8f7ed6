"""Server CPU for one reaction and one viewer, beside that of a message."""

from bench.crowd import Crowd, our_crowd
from bench.measures import cpu_in_turns, settle
from bench.posters import POSTERS, Composers
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server
from bench.viewers import Viewer
from livechat.components.commands import ROOM_ELEMENT_ID, ToggleReaction, commanding
from livechat.ids import MessageId

VIEWERS = 200
A_SECOND = 12.0
SEEDED = 50
MESSAGES = (
    10  # the newest, that reactions go under: so many, so that no two that follow one another change the same row
)
EMOJI = ("👍", "🎉", "❤️", "👀", "🙏")
MOST = 1.3


async def measure(scale: Scale) -> list[Finding]:
    """At 200 viewers, in turns on the same server."""
    count = scale.viewers(VIEWERS)
    async with our_server(count + 2 * POSTERS, [SeededRoom("harbour", SEEDED)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, count + 1), per_second=50.0)
        composers = await Composers.open(crowd, count + 1)
        hands = await _hands(crowd, count + 1 + POSTERS)
        await settle(scale)
        seconds = max(scale.ping_seconds, MESSAGES / A_SECOND)

        async def react(number: int) -> None:
            newest = SEEDED + len(composers.posted_at)
            _react(hands[number % POSTERS], newest - number % MESSAGES, EMOJI[number // MESSAGES % len(EMOJI)])

        message, reaction = await cpu_in_turns(
            server, crowd, [composers.post, react], per_second=A_SECOND, seconds=seconds
        )
    ratio = reaction / message
    name = f"server CPU per reaction, {count} viewers, against a message"
    figure = f"{ratio:.2f} × ({reaction * 1e6:.1f} µs of {message * 1e6:.1f} µs)"
    return [Finding(name, figure, to_hold=f"≤ {MOST:.1f} ×", holds=ratio <= MOST)]


async def _hands(crowd: Crowd, first_account: int) -> list[Viewer]:
    return [await crowd.open(account) for account in range(first_account, first_account + POSTERS)]


def _react(viewer: Viewer, message_id: int, emoji: str) -> None:
    """Press a reaction's button under a message."""
    room = next(
        key for key, element in viewer.elements.items() if element.get("props", {}).get("id") == ROOM_ELEMENT_ID
    )
    if not viewer.emit(room, "command", commanding(ToggleReaction(MessageId(message_id), emoji))):
        raise LookupError("The room hears no commands.")
