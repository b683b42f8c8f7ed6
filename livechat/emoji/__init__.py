"""Emoji: which there are, what they are called, and where a picker has them."""
