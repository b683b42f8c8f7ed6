"""How much of everything a run takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """How often, how long, how many; and by how much a busy machine may stretch what is bound in time."""

    page_kills: int
    service_kills: int
    start_kills: int
    hammer_seconds: float
    attack_seconds: float
    sockets: int
    fetches: int
    cycles: int
    attached: int  # pages that are open while the server is started again
    locks_seconds: tuple[float, ...]
    settle_seconds: float  # within which memory has to come back
    memory_mb: float  # by which a server may grow
    slack: float
    grace_seconds: float

    def seconds(self, promised: float) -> float:
        """The most that something of milliseconds may take in this run."""
        return promised * self.slack

    def wait(self, promised: float) -> float:
        """The most that something of seconds may take in this run."""
        return promised + self.grace_seconds


SHORT = Scale(
    page_kills=3,
    service_kills=20,
    start_kills=3,
    hammer_seconds=1.5,
    attack_seconds=1.0,
    sockets=60,
    fetches=200,
    cycles=40,
    attached=30,
    locks_seconds=(2.0,),
    settle_seconds=0.0,
    memory_mb=25.0,
    slack=3.0,
    grace_seconds=3.0,
)
LONG = Scale(
    page_kills=100,
    service_kills=100,
    start_kills=15,
    hammer_seconds=30.0,
    attack_seconds=30.0,
    sockets=1_000,
    fetches=3_000,
    cycles=2_000,
    attached=300,
    locks_seconds=(2.0, 10.0, 60.0),
    settle_seconds=45.0,
    memory_mb=50.0,
    slack=1.0,
    grace_seconds=0.0,
)
