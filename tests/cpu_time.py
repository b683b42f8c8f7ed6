"""What work takes of the CPU, told so that neither a busy machine nor a tracer changes the answer."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from markupsafe import escape

GAUGE_SECONDS = 0.011  # of the gauge on the machine where the limits were measured
TURNS = 15


def takes_at_most(seconds: float, work: Callable[[], object]) -> bool:
    """Whether the work does so on the machine where the limits were measured."""
    return cpu_seconds(work, times=3) <= seconds or _by_the_gauge(work) <= seconds


def cpu_seconds(work: Callable[[], object], times: int = 1) -> float:
    """The least of some tries: what another process or the collector takes is not the work's."""
    tries = []
    with _untraced():
        for _ in range(times):
            began = time.process_time()
            work()
            tries.append(time.process_time() - began)
    return min(tries)


def _by_the_gauge(work: Callable[[], object]) -> float:
    """Measured in turns with the gauge: what slows the one for a while slows the other."""
    return median(cpu_seconds(work) / cpu_seconds(_gauge) for _ in range(TURNS)) * GAUGE_SECONDS


def _gauge() -> None:
    """Work as people's texts ask for it, as long as what is near a limit; nothing of the product makes it faster."""
    text = "hello world, this is it. " * 400
    for _ in range(8):
        "".join([f"<b>{escape(word[0])}</b>" for word in re.finditer(r"\w+", text)])


@contextmanager
def _untraced() -> Iterator[None]:
    """Coverage's tracer rests while the block runs: it costs several times what it watches."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
