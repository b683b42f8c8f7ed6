"""NiceGUI's sub pages: what stands where no page can, where a client is, and pages with places of their own."""

from collections.abc import Callable, Mapping

from nicegui import Client, ui


class SubPages(ui.sub_pages):
    """Shows the page of the path. NiceGUI asks private methods what to show when there is none, or when it failed.

    It builds a page anew when its query is another one, and does nothing when a link to what is shown is clicked again.
    A page that has places of its own is asked first, each time.
    """

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether the page that is shown at this path goes to the place that the query names by itself."""
        return False

    def show_not_found(self) -> None:
        """Fill the place of a page that is not there."""
        super()._render_404()

    def show_failed(self, error: Exception) -> None:
        """Fill the place of a page that could not be built."""
        super()._render_error(error)

    def _show(self) -> None:
        match, shown = self._find_matching_path(), self._match
        is_shown = match is not None and shown is not None and match.path == shown.path and not match.remaining_path
        if match is not None and is_shown and not self._active_tasks and self.goes_to(match.path, match.query_params):
            self._set_match(match)
        else:
            super()._show()

    def _render_404(self) -> None:
        self.show_not_found()

    def _render_error(self, error: Exception) -> None:
        self.show_failed(error)


def current_path(client: Client) -> str:
    """Path and query of what the client shows."""
    return client.sub_pages_router.current_path


def on_path_changed(client: Client, handler: Callable[[str], None]) -> None:
    """Have the handler called with path and query of whatever the client shows next."""
    client.sub_pages_router.on_path_changed(handler)
