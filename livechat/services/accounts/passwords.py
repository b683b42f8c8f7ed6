"""Passwords: which are accepted, and argon2id off the event loop."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from livechat.errors import Invalid, Unavailable
from livechat.i18n.text import LazyText, lazy_gettext, lazy_ngettext

T = TypeVar("T")

MAX_BYTES = 1_024
MAX_WAITING = 200  # at 30 ms each: who comes later would wait longer than people do


class Passwords:
    """Hashes and compares in one thread of its own: two at once would only take each other's core."""

    def __init__(self, *, min_characters: int, memory_kib: int = 19_456, passes: int = 2) -> None:
        self._min_characters = min_characters
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="passwords")
        self.waiting = 0  # hashes and comparisons that are asked for and not done
        self._common = frozenset(common_passwords())
        self._decoy = self._hasher.hash("nobody has this password")

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    def check(self, password: str, *, field: str = "password") -> None:
        """Whether it may become somebody's password. Raises Invalid."""
        if _too_long(password):
            raise Invalid(field, lazy_gettext("A password has at most {most} bytes.", most=MAX_BYTES))
        if len(_normal(password)) < self._min_characters:
            raise Invalid(field, too_short(self._min_characters))
        if _normal(password).casefold() in self._common:
            raise Invalid(field, lazy_gettext("That is one of the commonest passwords. Choose another."))

    async def hash(self, password: str) -> str:
        """The password's hash, with a salt of its own. Raises Unavailable when too many wait."""
        return await self._off_the_loop(lambda: self._hasher.hash(_normal(password)))

    async def matches(self, hashed: str | None, password: str) -> bool:
        """Whether it is the password. Without a hash it takes as long and says no. Raises Unavailable."""
        if _too_long(password):
            return False
        return await self._off_the_loop(lambda: self._verify(hashed, _normal(password)))

    def is_outdated(self, hashed: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)

    def _verify(self, hashed: str | None, password: str) -> bool:
        try:
            self._hasher.verify(hashed or self._decoy, password)
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None

    async def _off_the_loop(self, work: Callable[[], T]) -> T:
        if self.waiting >= MAX_WAITING:
            raise Unavailable(lazy_gettext("Too many people are signing in just now. Try again in a few seconds."))
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self.waiting -= 1


def too_short(least: int) -> LazyText:
    """What is said of a password that has fewer characters."""
    return lazy_ngettext("A password has at least {n} character.", "A password has at least {n} characters.", least)


def common_passwords() -> list[str]:
    """The commonest of at least 8 characters, normal and casefolded; where they come from stands in the file."""
    text = resources.files("livechat.services.accounts").joinpath("common_passwords.txt").read_text("utf-8")
    return text.partition("\n\n")[2].splitlines()


def _normal(password: str) -> str:
    """The same text however a keyboard composes it (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _too_long(password: str) -> bool:
    return len(password.encode("utf-8", "replace")) > MAX_BYTES
