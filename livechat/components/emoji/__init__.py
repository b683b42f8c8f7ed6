"""Choosing emoji: the few that one uses most, and all of them."""
