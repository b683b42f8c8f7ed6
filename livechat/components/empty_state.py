"""What stands where nothing is yet: says so, and what to do about it."""

from htpy import Element, Node, div, p


def empty_state(title: str, hint: str, action: Node = None) -> Element:
    """A title, a hint and perhaps a button in the middle of the place."""
    return div(".empty")[p(".empty-title", dir="auto")[title], p(".empty-hint", dir="auto")[hint], action]
