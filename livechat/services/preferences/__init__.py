"""What people and devices have chosen, and the time zones that count for them."""
