"""Strangers' connections: made anew when they end, and what is written into them."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable

from tests.faults.attacks.attack import REFUSED, Attack
from tests.faults.pace import moment

FEW, MANY = 4, 1_100  # connections; the many are more than a service may usually have files
PIECE = b"a" * 65_536

Talk = Callable[[StreamReader, StreamWriter], Awaitable[None]]


async def without_end(attack: Attack, head: str, piece: bytes = PIECE) -> None:
    """One connection into which something is poured."""

    async def pour(_: StreamReader, writer: StreamWriter) -> None:
        writer.write(head.encode())
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            attack.acted()

    await again(attack, 1, pour)


async def holding(attack: Attack, beginning: str) -> None:
    """Many connections that begin so and then say nothing more."""

    async def hold(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(beginning.encode())
        await reader.read()

    await again(attack, MANY, hold)


async def flood(attack: Attack, request: Callable[[], str], connections: int = FEW) -> None:
    """A request with each answer."""

    async def ask(reader: StreamReader, writer: StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(request().encode("latin-1"))
            await writer.drain()
            attack.acted()
            if not await reader.read(262_144):
                return

    await again(attack, connections, ask)


async def again(attack: Attack, connections: int, talk: Talk) -> None:
    """Have so many connections, each made anew when it ends."""

    async def reconnect() -> None:
        while True:
            attack.acted()
            try:
                reader, writer = await attack.connect()
                try:
                    await talk(reader, writer)
                finally:
                    writer.transport.abort()
            except REFUSED:
                await moment()

    attack.begun()
    await asyncio.gather(*(reconnect() for _ in range(connections)))


def get_request(path: str, host: str = "127.0.0.1") -> str:
    """A GET without anything else."""
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"


def form_request(headers: str) -> str:
    """The head of a POST to the sign-in page."""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}{headers}\r\n"
