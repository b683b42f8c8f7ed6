"""The places an environment consists of, and the stamp that says what is in it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stamp:
    """What was installed last, by the digests of the locks; written when an installation is complete."""

    python: str
    locks: list[str]


@dataclass(frozen=True)
class Checkout:
    """The places an environment consists of."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.venv / "livechat-stamp.json"

    @property
    def unfinished(self) -> Path:
        return self.venv / "livechat-unfinished"

    def digest(self, lock: str) -> str:
        """Hash a lock by its lines, however the checkout ends them."""
        return hashlib.sha256(b"\n".join((self.root / lock).read_bytes().splitlines())).hexdigest()

    def read_stamp(self) -> Stamp | None:
        """Read what was installed; a stamp that cannot be understood counts as none."""
        try:
            return Stamp(**json.loads(self.stamp.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def complete(self, stamp: Stamp | None) -> None:
        """Note what is installed, and that nothing of it is missing."""
        if stamp is not None:
            self.stamp.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
        self.unfinished.unlink()
