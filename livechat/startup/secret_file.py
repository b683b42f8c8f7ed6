"""The server's secret: made once, kept in the data directory."""

import secrets
from pathlib import Path

from livechat.errors import StartError
from livechat.startup.private_file import write_private


def secret_in(path: Path) -> str:
    """The file's secret, or a new one where there is none yet. Raises StartError."""
    try:
        secret = path.read_text("utf-8").strip() if path.exists() else ""
        if not secret:  # also what a full disk has left of an older version's first start
            secret = secrets.token_urlsafe(32)
            write_private(path, secret)
    except OSError as error:
        raise StartError(f"The secret in {path} cannot be kept: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise StartError(f"The secret in {path} is no text: delete the file to have a new one.") from None
    return secret
