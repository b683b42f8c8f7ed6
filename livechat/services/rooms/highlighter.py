"""Looks for words in code, in a process of its own: some languages' patterns take seconds for a text made to it.

No text can hold the loop so, nor a thread, in which a pattern at work lets nobody else have the interpreter.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from typing import Any

from livechat.markup.highlighting.blocks import CodeBlock, Pieces

TIMEOUT_SECONDS = 1.0  # ten times what the longest message takes; the first one waits for the process besides
START_SECONDS = 5.0
MAX_WAITING = 20  # who comes then has code without colours
MAX_ANSWER_BYTES = 4_000_000
WORKER = (sys.executable, "-m", "livechat.markup.highlighting.worker")


class Highlighter:
    """Starts its process when it is first needed, ends one that takes too long, and ends with `close`."""

    def __init__(self, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._timeout_seconds = timeout_seconds
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def pieces(self, blocks: Sequence[CodeBlock]) -> list[Pieces]:
        """What each block is made of; nothing where that takes too long, or cannot be had."""
        if self._waiting >= MAX_WAITING:
            return []
        self._waiting += 1
        try:
            async with self._turn:
                return await self._ask(blocks)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process; whoever still waits gets nothing."""
        async with self._turn:
            await self._end()

    async def _ask(self, blocks: Sequence[CodeBlock]) -> list[Pieces]:
        try:
            process = await self._started()
            async with asyncio.timeout(self._timeout_seconds):
                answer: list[Pieces] = await _exchange(process, blocks)
        except (OSError, EOFError, TimeoutError, ValueError):
            await self._end()
            return []
        except BaseException:  # whoever was asking is gone, and the answer would be the next one's
            self._kill()
            raise
        return answer

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *WORKER, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=MAX_ANSWER_BYTES
            )
            async with asyncio.timeout(START_SECONDS):
                await _exchange(self._process, [])  # it has read what it needs
        return self._process

    async def _end(self) -> None:
        if (process := self._kill()) is not None:
            await process.wait()

    def _kill(self) -> Process | None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
        return process


async def _exchange(process: Process, question: Sequence[CodeBlock]) -> Any:
    """Raises OSError, EOFError or ValueError when the process is not there or says nothing that can be read."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018 - they were asked for as pipes
    process.stdin.write(json.dumps(question).encode() + b"\n")
    await process.stdin.drain()
    return json.loads(await process.stdout.readuntil(b"\n"))
