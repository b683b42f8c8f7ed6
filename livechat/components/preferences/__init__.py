"""What people choose for themselves, on their profile."""
