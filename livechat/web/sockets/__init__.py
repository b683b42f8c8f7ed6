"""The guard of the WebSockets: who may connect, and what may be said."""
