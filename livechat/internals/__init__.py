"""The one package that reaches into NiceGUI, Socket.IO, uvicorn and aiosqlite, past what they promise."""
