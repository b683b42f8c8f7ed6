"""What is written besides a new message: a change of one that is there, an answer."""
