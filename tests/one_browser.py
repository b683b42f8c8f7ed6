"""How pytest-xdist shares the tests out: those with a browser, and those that measure how long others wait, one after
the other; all others beside them.
"""

from xdist.scheduler import LoadScopeScheduling

MEASURING = ("crowds", "hammers", "strangers")
ONE_AT_A_TIME = ("tests/browser/", *(f"tests/faults/test_{name}.py" for name in MEASURING))


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """Two browsers at a time on two cores would slow each other's typing and scrolling."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_AT_A_TIME[0] if nodeid.startswith(ONE_AT_A_TIME) else nodeid
