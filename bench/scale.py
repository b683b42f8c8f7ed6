"""How much of everything a run takes: the full measure, or a quick one to try the bench itself."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scale:
    """Numbers of viewers and lengths of windows. Windows of `cycle` seconds hold their share of WebSocket pings."""

    share: float = 1.0  # of the viewers
    cycle_seconds: float = 19.5  # three intervals of the server's WebSocket pings
    idle_seconds: float = 39.0  # six of them, and one of Engine.IO's
    switches: int = 40
    rival: Path | None = None  # another script in the rival's place

    def viewers(self, count: int) -> int:
        return max(2, round(count * self.share))


QUICK = Scale(share=0.05, cycle_seconds=4.0, idle_seconds=6.0, switches=8)
