"""The one package that reaches into NiceGUI, Socket.IO, uvicorn and aiosqlite, past what they promise.

Each module has its contract in `tests/internals`, which says what to mend when a release changes what is relied on.
What would better be mended there stands in `docs/upstream.md`.
"""
