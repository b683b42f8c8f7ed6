"""What a stranger may do with connections: fill them, hold them, break them off."""

from asyncio import StreamReader, StreamWriter

from tests.faults.attacks.attack import Attack
from tests.faults.attacks.streams import FEW, PIECE, again, form_request, get_request, holding, without_end
from tests.faults.pace import moment


async def endless_header(attack: Attack) -> None:
    """A header line that never ends."""
    await without_end(attack, "GET / HTTP/1.1\r\nHost: chat\r\nX: ")


async def endless_path(attack: Attack) -> None:
    """A path that never ends."""
    await without_end(attack, "GET /")


async def endless_headers(attack: Attack) -> None:
    """Headers without number."""
    await without_end(attack, "GET / HTTP/1.1\r\nHost: chat\r\n", b"X: y\r\n" * 10_000)


async def endless_body(attack: Attack) -> None:
    """A form that never ends, in pieces."""
    head = form_request("Transfer-Encoding: chunked\r\n")
    await without_end(attack, head, b"%x\r\n%s\r\n" % (len(PIECE), PIECE))


async def half_requests(attack: Attack) -> None:
    """Requests that are begun and never ended."""
    await holding(attack, "GET / HTTP/1.1\r\nHost: chat\r\nX-")


async def silent_connections(attack: Attack) -> None:
    """Connections that say nothing."""
    await holding(attack, "")


async def half_bodies(attack: Attack) -> None:
    """Forms whose second half never comes."""
    await holding(attack, form_request("Content-Length: 1000\r\n") + "email=")


async def slow_bodies(attack: Attack) -> None:
    """Forms that come letter by letter."""

    async def drip(_: StreamReader, writer: StreamWriter) -> None:
        writer.write(form_request("Content-Length: 1000\r\n").encode())
        while not writer.is_closing():
            writer.write(b"a")
            await writer.drain()
            await moment()
            attack.acted()

    await again(attack, 200, drip)


async def broken_off_forms(attack: Attack) -> None:
    """Forms whose sender goes in the middle."""

    async def break_off(_: StreamReader, writer: StreamWriter) -> None:
        writer.write((form_request("Content-Length: 1000\r\n") + "email=").encode())
        await writer.drain()
        attack.acted()
        await moment()

    await again(attack, 40, break_off)


async def pipelines(attack: Attack) -> None:
    """Requests after requests, whose answers nobody reads."""

    async def ask(_: StreamReader, writer: StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(get_request("/login").encode() * 100)
            await writer.drain()
            attack.acted()

    await again(attack, FEW, ask)


CONNECTIONS = {
    attack.__name__: attack
    for attack in (
        endless_header,
        endless_path,
        endless_headers,
        endless_body,
        half_requests,
        silent_connections,
        half_bodies,
        slow_bodies,
        broken_off_forms,
        pipelines,
    )
}
