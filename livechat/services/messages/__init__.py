"""What becomes of messages after they are posted."""
