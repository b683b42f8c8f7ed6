"""Why a session has ended: the sentences that people read, and the words that stand for them in an address."""

from livechat.i18n.text import LazyText, lazy_gettext

ENDED = lazy_gettext("You were signed out. Please log in again.")
PASSWORD_CHANGED = lazy_gettext("The password was changed, so please log in again.")
EXPIRED = lazy_gettext("You were away for a long time. Please log in again.")
DEACTIVATED = lazy_gettext("This account was deactivated by an administrator of this server.")

REASONS = {"ended": ENDED, "password": PASSWORD_CHANGED, "expired": EXPIRED, "deactivated": DEACTIVATED}


def reason_code(sentence: LazyText) -> str:
    """The word that stands for the sentence in an address."""
    return next((code for code, reason in REASONS.items() if reason == sentence), "ended")


def reason_of(code: str) -> LazyText | None:
    """The sentence that the word stands for, if it is one of ours."""
    return REASONS.get(code)
