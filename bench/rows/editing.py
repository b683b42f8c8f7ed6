"""Server CPU for one changed message and one viewer, beside that of a new one."""

import asyncio

from bench.crowd import our_crowd
from bench.measures import cpu_in_turns, eventually, settle
from bench.posters import POSTERS, TYPED_BEFORE_SECONDS, Composers, Poster
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server
from bench.viewers import body_of

VIEWERS = 200
A_SECOND = 12.0
EDITED_FROM = 100_000  # the numbers of texts that messages are changed into
LOADED_SECONDS = 5.0
MOST = 1.3


async def measure(scale: Scale) -> list[Finding]:
    """At 200 viewers, in turns on the same server: each changes what they have said last."""
    count = scale.viewers(VIEWERS)
    async with our_server(count + POSTERS, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, count + 1), per_second=50.0)
        composers = await Composers.open(crowd, count + 1)
        await settle(scale)
        seconds = max(scale.ping_seconds, POSTERS / A_SECOND)

        async def edit(number: int) -> None:
            await _edit(composers.posters[number % POSTERS], body_of(EDITED_FROM + number))

        message, edited = await cpu_in_turns(
            server, crowd, [composers.post, edit], per_second=A_SECOND, seconds=seconds
        )
    ratio = edited / message
    name = f"server CPU per edit, {count} viewers, against a message"
    figure = f"{ratio:.2f} × ({edited * 1e6:.1f} µs of {message * 1e6:.1f} µs)"
    return [Finding(name, figure, to_hold=f"≤ {MOST:.1f} ×", holds=ratio <= MOST)]


async def _edit(poster: Poster, text: str) -> None:
    """Up, other words, Enter."""
    poster.press_up()
    if not await eventually(lambda: bool(poster.value), LOADED_SECONDS):
        raise TimeoutError("The message did not come into the field.")
    poster.retype(text)
    await asyncio.sleep(TYPED_BEFORE_SECONDS)
    poster.press_enter()
