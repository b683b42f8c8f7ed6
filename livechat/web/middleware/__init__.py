"""ASGI middleware, from the outside in: proxy, headers, hosts, same origin (CSRF), upgrades, errors, session."""
