"""Accounts: registration, sign-in, sessions, passwords, administration."""
