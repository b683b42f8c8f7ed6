import unicodedata
from collections.abc import AsyncIterator

import pytest

from livechat.config import Settings
from livechat.errors import Invalid
from livechat.services.accounts.passwords import Passwords, common_passwords


@pytest.fixture
async def passwords() -> AsyncIterator[Passwords]:
    passwords = Passwords(min_characters=12, memory_kib=64, passes=1)
    yield passwords
    passwords.close()


@pytest.mark.parametrize("password", ["", "eleven char", "a" * 1_025, "é" * 513, "😀" * 257])
def test_too_short_and_too_long_passwords_are_refused(passwords: Passwords, password: str) -> None:
    with pytest.raises(Invalid):
        passwords.check(password)


@pytest.mark.parametrize("password", ["twelve chars", "a b" * 22, "a" * 1_024, "😀" * 256, "with a\x00NUL in it"])
def test_no_rule_says_what_a_password_is_made_of(passwords: Passwords, password: str) -> None:
    passwords.check(password)


@pytest.mark.parametrize("password", ["password", "PASSWORD", "ｐａｓｓｗｏｒｄ", "12345678", "superman"])
def test_the_commonest_passwords_are_refused_however_short_ones_may_be(password: str) -> None:
    passwords = Passwords(min_characters=8, memory_kib=64, passes=1)
    with pytest.raises(Invalid, match="commonest"):
        passwords.check(password)
    passwords.close()


def test_thousands_of_common_passwords_are_long_enough_and_refused_all_the_same(settings: Settings) -> None:
    passwords = Passwords(min_characters=settings.password_min_characters, memory_kib=64, passes=1)
    long = [word for word in common_passwords() if len(word) >= settings.password_min_characters]

    for word in long:
        with pytest.raises(Invalid, match="commonest"):
            passwords.check(word.upper())
    assert len(long) == 3_000
    passwords.close()


def test_the_common_passwords_are_written_as_they_are_compared() -> None:
    words = common_passwords()

    assert len(words) == len(set(words)) == 6_000
    assert not [word for word in words if word != unicodedata.normalize("NFKC", word).casefold().strip()]
    assert not [word for word in words if not word.isprintable() or len(word) < 8]


@pytest.mark.parametrize("password", ["correct horse battery", "😀" * 256, "with a\x00NUL in it"])
async def test_every_character_of_a_password_counts(passwords: Passwords, password: str) -> None:
    hashed = await passwords.hash(password)

    assert await passwords.matches(hashed, password)
    assert not await passwords.matches(hashed, password[:-1])
    assert not await passwords.matches(hashed, password + "x")
    assert not await passwords.matches(hashed, password.partition("\x00")[0] + "?")


async def test_a_password_matches_however_a_keyboard_composes_it(passwords: Passwords) -> None:
    hashed = await passwords.hash("caf\u00e9 au lait, please")
    assert await passwords.matches(hashed, "cafe\u0301 au lait, please")


async def test_the_same_password_has_another_hash_each_time(passwords: Passwords) -> None:
    hashed = await passwords.hash("correct horse battery")
    assert hashed.startswith("$argon2id$")
    assert hashed != await passwords.hash("correct horse battery")


async def test_nobodys_password_matches_nothing(passwords: Passwords) -> None:
    assert not await passwords.matches(None, "nobody has this password")
    assert not await passwords.matches("not a hash", "nobody has this password")


async def test_an_endless_password_is_refused_before_it_is_hashed(passwords: Passwords) -> None:
    hashed = await passwords.hash("correct horse battery")
    passwords.close()  # hashing now would raise
    assert not await passwords.matches(hashed, "x" * 1_025)
