"""What can go wrong for a person: each error carries the one sentence that the page shows."""

from enum import StrEnum

from livechat.i18n.text import LazyText, lazy_gettext

NOTHING_HERE = lazy_gettext("There is nothing here, or it is not for you.")
NOT_ALLOWED = lazy_gettext("You may not do that here.")
NOT_JUST_NOW = lazy_gettext("That did not work just now. Please try again.")


class ChatError(Exception):
    """A request that cannot be met; `str(error)` is a sentence a person can act on, in the language of who reads it."""

    def __init__(self, sentence: LazyText) -> None:
        super().__init__(sentence)


class NotFound(ChatError):
    """The thing is missing, or private to others: both answer alike."""

    def __init__(self, sentence: LazyText = NOTHING_HERE) -> None:
        super().__init__(sentence)


class Forbidden(ChatError):
    """The person sees the thing but may not do this to it."""

    def __init__(self, sentence: LazyText = NOT_ALLOWED) -> None:
        super().__init__(sentence)


class Invalid(ChatError):
    """What was typed cannot be accepted; `field` names the input concerned."""

    def __init__(self, field: str, sentence: LazyText) -> None:
        super().__init__(sentence)
        self.field = field


class LinkSpent(Invalid):
    """A link that works once has been used, is too old, or was never made."""

    def __init__(self) -> None:
        super().__init__("link", lazy_gettext("This link has been used or is too old. Ask for a new one."))


class RateLimited(ChatError):
    """Too many requests; the same one will succeed after `retry_after_ms` milliseconds."""

    def __init__(self, retry_after_ms: int, sentence: LazyText | None = None) -> None:
        seconds = -(-retry_after_ms // 1000)
        super().__init__(sentence or lazy_gettext("That was quick. Try again in {seconds} s.", seconds=seconds))
        self.retry_after_ms = retry_after_ms


class Unavailable(ChatError):
    """A service is restarting or the disk refuses: nothing was stored, and trying again may work."""

    def __init__(self, sentence: LazyText = NOT_JUST_NOW) -> None:
        super().__init__(sentence)


class Trouble(StrEnum):
    """Why the database refuses, or soon may, as it is said to whoever watches the server."""

    NEARLY_FULL = "the disk is nearly full"
    DISK_FULL = "the disk is full"
    LOCKED = "another program holds the database"
    READ_ONLY = "the database may not be written"
    DAMAGED = "the database is damaged"
    OTHER = "the disk refuses"


SENTENCES = {  # what people read; they cannot mend it, but know who can
    Trouble.DISK_FULL: lazy_gettext(
        "The disk is full, so nothing can be stored. An administrator of this server has to make room."
    ),
    Trouble.LOCKED: lazy_gettext("Another program on the server holds the database. Please try again in a moment."),
    Trouble.READ_ONLY: lazy_gettext("The database may not be written. Please tell an administrator of this server."),
    Trouble.DAMAGED: lazy_gettext(
        "The database is damaged, and trying again does not help. Please tell an administrator."
    ),
    Trouble.OTHER: NOT_JUST_NOW,
}


class DatabaseRefused(Unavailable):
    """The database did not do it; `trouble` says why. A damaged one will not do it later either."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(SENTENCES[trouble])
        self.trouble = trouble


class NotWritten(Exception):
    """The program has ended in order, but could not write everything down; `str(error)` says what, in one sentence."""


class StartError(Exception):
    """The program cannot start; `str(error)` is the one sentence shown before it exits with code 1."""
