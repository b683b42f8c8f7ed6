"""What everybody in a room sees at once: shared screens, and the fan-out that carries them."""
