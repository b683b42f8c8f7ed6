"""A site whose disk can be filled and emptied while it runs, without being root; see `tests.faults.small_disk`."""

import resource
from pathlib import Path
from typing import Any

from bench.seed import seed
from tests.faults.site import ROOM, Site
from tests.faults.small_disk import BALLOON, fill
from tests.server import ROOT

DISK_BYTES = 16 * 1024 * 1024
LAUNCHER = ROOT / "tests" / "faults" / "small_disk.py"


class SmallDiskSite(Site):
    """What is in `data` when it starts is on the disk; the disk is gone with the process."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        super().__init__(folder, data_dir=folder / "disk", **settings)
        self.set_disk("free")

    def set_disk(self, mode: str) -> None:
        """How the disk is at the next start: "free", "full", or "stuck": full, and still there afterwards."""
        words = (self.folder / "data", self.folder / "disk", DISK_BYTES, mode, ROOT / "app.py")
        self.program = (str(LAUNCHER), *map(str, words))

    @property
    def disk(self) -> Path:
        """The disk as the running server sees it."""
        return Path(f"/proc/{self.pid}/root{self.folder}/disk")

    @property
    def _is_mounted(self) -> bool:
        return f" {self.folder}/disk tmpfs" in Path(f"/proc/{self.pid}/mounts").read_text()

    def fill(self) -> None:
        """From now on nothing can be written."""
        if self._is_mounted:
            fill(self.disk)
        else:
            resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def free(self) -> None:
        """There is room again."""
        if self._is_mounted:
            (self.disk / BALLOON).unlink()
        else:
            resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


async def small_disk_site(folder: Path, accounts: int) -> SmallDiskSite:
    """Seeded, and not started yet."""
    site = SmallDiskSite(folder)
    site.database.parent.mkdir(parents=True)
    await seed(site.database, accounts, [ROOM])
    return site
