"""What becomes of messages, as people see it."""
