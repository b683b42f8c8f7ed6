"""What deleted pages leave behind is collected when the server has nothing else to do.

A page itself is free at once (`livechat.internals.clients.dismantling`), but its socket leaves circles of some 230
objects, which only a full collection finds. That looks at every page that is open, 0.6 ms each, and the server does
nothing meanwhile; left to Python and the thresholds of `livechat.web.server`, it would come after thousands of pages.
"""

import gc
import time
from collections.abc import Callable

FEW_PAGES = 100  # fewer are not worth a look at all the others
MANY_PAGES = 1_000  # so many are collected whatever else there is to do
IDLE_SHARE = 0.1  # of one processor


class PageGarbage:
    """Counts the pages that have gone, and sees whether the server is idle; both times are in seconds."""

    def __init__(
        self,
        *,
        collect: Callable[[], object] = gc.collect,
        cpu_time: Callable[[], float] = time.process_time,
        real_time: Callable[[], float] = time.monotonic,
    ) -> None:
        self._collect = collect
        self._cpu_time, self._real_time = cpu_time, real_time
        self._looked_at = real_time(), cpu_time()
        self._pages = 0

    def page_deleted(self) -> None:
        """One more."""
        self._pages += 1

    def look(self) -> None:
        """Collect if it is worth it, or has to be. Call it every few seconds: who was idle since then is idle."""
        is_idle = self._is_idle()
        if self._pages >= MANY_PAGES or (is_idle and self._pages >= FEW_PAGES):
            self._pages = 0
            self._collect()

    def _is_idle(self) -> bool:
        (real_before, cpu_before), self._looked_at = self._looked_at, (self._real_time(), self._cpu_time())
        real, cpu = self._looked_at
        return cpu - cpu_before < IDLE_SHARE * (real - real_before)
