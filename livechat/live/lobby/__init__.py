"""The lobby as its viewers see it."""
