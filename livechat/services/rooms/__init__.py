"""Rooms and their messages: the actor of each room, and who hears of what."""
