"""Supervised asyncio services: everything that lives while the program runs."""
