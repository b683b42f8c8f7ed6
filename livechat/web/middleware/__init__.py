"""ASGI middleware, from the outside in: proxy headers, security headers, same origin (CSRF), session."""
