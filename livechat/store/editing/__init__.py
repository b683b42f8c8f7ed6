"""Messages that are changed: what they said before, and what somebody is making of them."""
