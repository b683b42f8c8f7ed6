"""Addresses of servers: as operators write them, and those under which this one is reached."""
