"""What the scheme of an ASGI scope is in an address."""

SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
