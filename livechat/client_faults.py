"""What clients do wrong, told to the operator in one line each; `livechat.web.log_floods` keeps the lines few."""

import logging

MAX_CHARACTERS = 500
LOGGER = "livechat.client_faults"

log = logging.getLogger(LOGGER)


def note_client_fault(kind: str, source: str, message: str, *, level: int = logging.WARNING) -> None:
    """Log that somebody sent what they should not; never with a traceback.

    `kind` is one of a few words written in the code, `source` an address or "person 7": of each kind and source ten
    lines a minute are shown, and then a count. `message` may hold what came from outside.
    """
    log.log(level, "%s", one_escaped_line(message), extra={"client_fault": (kind, source)})


def one_escaped_line(text: str) -> str:
    """Text from outside as the log shows it: no line breaks, no terminal sequences, no more than 500 characters."""
    return text[:MAX_CHARACTERS].encode("unicode_escape").decode()
