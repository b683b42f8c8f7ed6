"""How the outside comes in: login, session cookies, origin checks, the socket guard, headers."""
