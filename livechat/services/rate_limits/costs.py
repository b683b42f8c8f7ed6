"""What a verb costs the server, in tokens of the person's budget: one is about 2 ms of the event loop's time.

Measured on the 2-core machine of docs/performance.md, with what it makes others' pages do.
"""

from enum import Enum


class Cost(Enum):
    """Tokens, and what they are for; or why a verb costs none."""

    SEARCH = 5.0, "a query of the index, and up to 50 excerpts to draw"
    MAKE_ROOM = 5.0, "a transaction, and a card in everybody's lobby; how many rooms, has a limit of its own"
    CHANGE_ROOM = 5.0, "a transaction, and a header or card in everybody's page"
    CHANGE_PERSON = 10.0, "a transaction, and rows in everybody's rooms"
    PREFER = 3.0, "a transaction, and one's own open pages drawn in another way"
    MEMBERSHIP = 5.0, "a transaction, and lists in everybody's page"
    PASSWORD = 10.0, "argon2, on a thread"
    ADMINISTER = 2.0, "a transaction"
    DELETE = 2.0, "a transaction, a row and its quotes in everybody's page, and another one when it is final"
    POST = 1.0, "a share of a transaction; how often, has a limit of its own"
    PIN = 2.0, "a transaction, and a row and a list in everybody's page"
    REACT = 1.0, "a transaction, and a row in everybody's page"
    EDIT = 1.0, "a transaction, and a row in everybody's page"
    READ = 0.5, "a query by a key"
    LIST = 2.0, "fifty messages to read"
    HISTORY = 2.0, "fifty messages to show, and to draw where nobody else has them before the eyes"
    NAVIGATE = 3.0, "a screen to build; thirty pages that come back after a restart are let in at once"
    OPEN = 2.0, "a menu or a dialog to build"
    TYPING = 1.0, "a line in everybody's page"

    IN_MEMORY = 0.0, "nothing but memory is read or written: the page or the socket's event has its own cost"
    TAKES_BACK = 0.0, "it gives something back, once: nobody may be kept from it"
    COMES_IN = 0.0, "whoever comes in is limited by address and account, where that is needed"
    SHELL = 0.0, "whoever has the server's shell needs no limit"

    def __init__(self, tokens: float, why: str) -> None:
        self.tokens = tokens
        self.why = why
