"""Secrets that nobody can guess, and the form in which they are kept."""

import hashlib
import secrets

SECRET_BYTES = 32
SECRET_MAX_CHARACTERS = 64


def new_secret() -> str:
    """256 random bits, fit for a cookie and for an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> bytes:
    """What is stored in the secret's place: useless to whoever steals the database."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
