"""Signing in and all that belongs to it, as plain HTML pages: login, registration, session cookie, settings."""
