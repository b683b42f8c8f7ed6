"""Short sentences that appear and go: what has just happened, or why something did not."""

from nicegui import ui


def notify(sentence: str) -> None:
    """Show a sentence at the top, where it never covers the composer."""
    ui.notification(sentence, position="top", timeout=5, close_button=True, classes="notice")
