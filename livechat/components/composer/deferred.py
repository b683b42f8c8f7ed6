"""What is said while it is unclear what it refers to waits here, in order."""

from collections.abc import Callable


class Deferred:
    """Runs acts at once, or once the doubt is over."""

    def __init__(self) -> None:
        self._acts: list[Callable[[], None]] | None = None

    @property
    def is_holding(self) -> bool:
        return self._acts is not None

    def hold(self) -> None:
        """Hold back from now on."""
        self._acts = self._acts or []

    def run(self, act: Callable[[], None]) -> None:
        if self._acts is None:
            act()
        else:
            self._acts.append(act)

    def release(self) -> None:
        """Run what waits; the doubt is over."""
        acts, self._acts = self._acts or [], None
        for act in acts:
            act()
