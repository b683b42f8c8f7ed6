"""A message as everybody sees it."""
