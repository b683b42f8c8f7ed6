"""The draft that several tabs write."""
