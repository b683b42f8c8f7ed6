"""How pytest-xdist shares the tests out: those with a browser one after the other, all others beside them."""

from xdist.scheduler import LoadScopeScheduling

BROWSER_TESTS = "tests/browser/"


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """Two browsers at a time on two cores would slow each other's typing and scrolling."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER_TESTS if nodeid.startswith(BROWSER_TESTS) else nodeid
