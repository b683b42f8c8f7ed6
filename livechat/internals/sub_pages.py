"""NiceGUI's sub pages: what stands where no page can, and where a client is among them."""

from collections.abc import Callable

from nicegui import Client, ui


class SubPages(ui.sub_pages):
    """Shows the page of the path. NiceGUI asks private methods what to show when there is none, or when it failed."""

    def show_not_found(self) -> None:
        """Fill the place of a page that is not there."""
        super()._render_404()

    def show_failed(self, error: Exception) -> None:
        """Fill the place of a page that could not be built."""
        super()._render_error(error)

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
