"""The last resort at the end: a process that something keeps ends all the same. The database survives that."""

import logging
import sys
import threading
from os import _exit as end_process  # documented: without clean-ups, which may be what hangs


def exit_within(seconds: float) -> None:
    """Let the process end by itself for that long, then end it."""
    waiting = threading.Timer(seconds, exit_now, [f"livechat was ended by force: it did not end within {seconds:g} s."])
    waiting.daemon = True
    waiting.start()


def exit_now(sentence: str) -> None:
    """Say why, and end the process with code 1 whatever its threads and tasks wait for."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - for who ended it
    logging.shutdown()
    end_process(1)
