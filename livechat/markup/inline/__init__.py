"""The text of a paragraph by its signs: emphasis, code, links, emoji."""
