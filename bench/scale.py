"""How much of everything a run takes: the full measure, a quick one, or just enough to see that each row works."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scale:
    """Numbers of viewers and lengths of windows. Those of `ping` and `cycle` seconds hold their share of pings."""

    share: float = 1.0  # of the viewers
    repeats: float = 1.0  # of what is done again and again
    ping_seconds: float = 6.5  # an interval of the server's WebSocket pings
    cycle_seconds: float = 19.5  # three of them
    idle_seconds: float = 39.0  # six of them, and one of Engine.IO's
    settle_seconds: float = 5.0  # until what joining has set off has come to its end
    rival: Path | None = None  # another script in the rival's place

    def viewers(self, count: int) -> int:
        """How many take part where there are so many in the full measure."""
        return max(2, round(count * self.share))

    def times(self, count: int) -> int:
        """How often something is done that the full measure does so often."""
        return max(1, round(count * self.repeats))


FULL = Scale()
QUICK = Scale(share=0.05, repeats=0.2, ping_seconds=2.0, cycle_seconds=4.0, idle_seconds=6.0)
SMOKE = Scale(share=0.01, repeats=0.05, ping_seconds=1.0, cycle_seconds=1.0, idle_seconds=1.0, settle_seconds=0.3)
