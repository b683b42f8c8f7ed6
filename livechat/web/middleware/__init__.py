"""ASGI middleware, from the outside in: proxy, security headers, same origin (CSRF), errors of the chat, session."""
