"""uvicorn, where we rely on what it keeps to itself."""
