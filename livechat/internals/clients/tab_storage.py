"""NiceGUI's storage for each browser tab, which nothing here uses: it would stay for thirty days after its page."""

from nicegui import core


def keep_no_tab_storage() -> None:
    """Have the handshakes to come make none; `app.storage.tab` raises AssertionError then."""
    core.app.storage._create_tab_storage = _make_none  # type: ignore[method-assign]  # there is no setting for it


async def _make_none(tab_id: str, old_tab_id: str | None = None) -> None:
    """Made for each handshake, and copied from the tab of before."""
