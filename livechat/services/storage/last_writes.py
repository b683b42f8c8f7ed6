"""The end of a run: what is written behind is written down, for as long as that may take, or it is said what is not."""

import asyncio
import logging
from pathlib import Path

from livechat.errors import NotWritten, StartError, Unavailable
from livechat.services.accounts.sessions import Sessions
from livechat.services.drafts.drafts import Drafts
from livechat.services.reading.reading import Reading
from livechat.services.storage.unsaved import Unsaved, UnsavedFile

END_SECONDS = 0.7  # for all writes together, by the real clock

log = logging.getLogger(__name__)


class LastWrites:
    """Knows who writes behind. What the database does not take goes into a file until the next start."""

    def __init__(self, folder: Path, drafts: Drafts, reading: Reading, sessions: Sessions) -> None:
        self._drafts = drafts
        self._reading = reading
        self._sessions = sessions
        self._file = UnsavedFile(folder)

    async def take_up(self) -> None:
        """Store what the run before could not. Raises Unavailable, and StartError for a file that cannot be read."""
        try:
            unsaved = self._file.read()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StartError(f"The file {self._file.path} cannot be read: move it away.") from error
        self._drafts.restore(unsaved.drafts)
        self._drafts.edits.restore(unsaved.edits)
        self._sessions.restore_ends(unsaved.ended_sessions)
        await self._write_all()
        self._file.remove()
        self._file.lay_in_reserve()

    async def write(self, *, seconds: float) -> None:
        """Write down all that is only in memory. Raises NotWritten when the database does not take it in time."""
        writing = asyncio.create_task(self._write_insistently(), name="last writes")
        await asyncio.wait([writing], timeout=seconds)
        if writing.done() and (error := writing.exception()) is not None and not isinstance(error, Unavailable):
            log.error("The last writes failed.", exc_info=error)
        rest = [*self._keep(), *self._count_marks(), *self._count_uses()]
        if rest:
            raise NotWritten(f"livechat has ended, but the database did not take everything: {', '.join(rest)}.")

    async def _write_insistently(self) -> None:
        """On a full disk it succeeds once the reserve has made room."""
        try:
            await self._write_all()
        except Unavailable:
            self._file.give_up_reserve()
            await self._write_all()

    async def _write_all(self) -> None:
        await self._drafts.flush()
        await self._reading.flush()
        await self._sessions.write_ends()
        await self._sessions.write_uses()

    def _keep(self) -> list[str]:
        unsaved = Unsaved(self._drafts.unsaved, self._sessions.unwritten_ends, self._drafts.edits.unsaved)
        counts = {"drafts": len(unsaved.drafts) + len(unsaved.edits), "sign-outs": len(unsaved.ended_sessions)}
        what = " and ".join(f"{count} {things}" for things, count in counts.items() if count)
        if not what:
            return []
        try:
            self._file.write(unsaved)
        except OSError as error:
            return [f"{what} are lost ({error.strerror})"]
        return [f"{what} are kept in {self._file.path} until the next start"]

    def _count_marks(self) -> list[str]:
        count = len(self._reading.unsaved)
        return [f"{count} marks of what was read are forgotten"] if count else []

    def _count_uses(self) -> list[str]:
        count = self._sessions.unwritten_uses
        return [f"the last use of {count} sessions is forgotten"] if count else []
