"""The ways to the SQLite file: how a connection is made, and whose turn it is at it."""
