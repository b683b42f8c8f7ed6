"""What every attack has at hand: the server's address, a member's pages, and turns without end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import cast

from bench.crowd import Crowd
from bench.page import get
from bench.server import HOST
from tests.faults.clients.member import Member
from tests.faults.pace import moment

STRANGER = "127.3.0.1"
UNSENT_BYTES = 65_536  # more than that waits in our own buffers, and then the server's are full
REFUSED = (OSError, EOFError, TimeoutError, asyncio.CancelledError)  # of a socket: the future is cancelled with it


class Attack:
    """One attacker. It tells when the harm begins, and counts what it has done."""

    def __init__(self, port: int, account: int, *, on_begun: Callable[[], None], on_act: Callable[[], None]) -> None:
        self.port = port
        self.account = account
        self.acted = on_act
        self._on_begun = on_begun
        self._has_begun = False

    def begun(self) -> None:
        """From now on it counts."""
        if not self._has_begun:
            self._has_begun = True
            self._on_begun()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A stranger's connection, from the one address that the stranger has."""
        return await asyncio.open_connection(HOST, self.port, local_addr=(STRANGER, 0))

    async def member(self, path: str) -> Member:
        """A page of the attacker's own, opened again and again until the server lets it."""
        waits_for = b'"role":"log"' if path.startswith("/rooms/") else b"40{"
        while True:
            try:
                crowd = Crowd(self.port, path, waits_for=waits_for, signed_in=True, kind=Member)
                return cast(Member, await crowd.open(self.account))
            except REFUSED:
                self.begun()
                await moment()

    async def turns(self, path: str) -> AsyncIterator[tuple[int, Member]]:
        """Numbers without end, each with a page whose socket is open and takes more."""
        member, number = await self.member(path), 0
        self.begun()
        while True:
            if member.lost:
                member = await self.member(path)
            elif member.transport.get_write_buffer_size() > UNSENT_BYTES:
                await moment()
            else:
                sent = member.sent
                yield number, member
                await (asyncio.sleep(0) if member.sent > sent else moment())
                self.acted()
                number += 1

    async def fetch(self, path: str) -> None:
        """Get a page and open no socket; a refusal is as good."""
        try:
            self.acted()
            await get(self.port, path, account=self.account)
        except REFUSED:
            await moment()
