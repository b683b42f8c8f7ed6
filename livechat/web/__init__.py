"""How the outside comes in: doors, session cookies, origin checks, the socket guard, headers."""
