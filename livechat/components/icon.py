"""Glyphs of the icon font."""

from htpy import Element, i


def icon(name: str) -> Element:
    """A glyph of the icon font that NiceGUI serves; decoration beside a name."""
    return i(".q-icon.material-icons", aria_hidden="true")[name]
