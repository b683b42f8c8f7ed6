"""What everybody sees at once: the shared screens of rooms and of the lobby."""
