"""What people and devices may choose, and the time zones there are."""
