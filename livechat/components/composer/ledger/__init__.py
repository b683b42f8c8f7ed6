"""What is in a draft, and what the browser shows of it."""
