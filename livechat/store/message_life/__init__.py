"""What becomes of messages after they were stored: changed, deleted, pinned, reacted to."""
