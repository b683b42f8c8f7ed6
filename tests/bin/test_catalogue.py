"""The catalogues hold what the code says, and every translation can be said."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from catalogue.renewal import LOCALES, SOURCE_LANGUAGE, TEMPLATE, as_text, path_of, renew, renewed, template

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
RENEW = "run bin/texts"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def sentences(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    """A sentence's text, or its texts for so many."""
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


def names_in(text: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(text) if name is not None}


def faults(catalog: Catalog) -> Iterator[str]:
    """What cannot be said, or says less than the code does."""
    for message in sentences(catalog):
        texts = forms(message.string)
        names = names_in(forms(message.id)[-1])
        if message.fuzzy or not all(texts):
            yield f"not translated: {message.id}"
        elif any(names_in(text) - names for text in texts) or names_in(texts[-1]) != names:
            yield f"other names in braces: {message.id}"
        elif len(texts) != (1 if isinstance(message.id, str) else catalog.num_plurals):
            yield f"not all forms: {message.id}"


@pytest.fixture(scope="module")
def found() -> Catalog:
    """What the code says."""
    return template()


def test_the_template_holds_exactly_what_the_code_says(found: Catalog) -> None:
    kept = read(TEMPLATE)

    assert {message.id for message in sentences(kept)} == {message.id for message in sentences(found)}, RENEW


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_every_catalogue_is_renewed_and_complete(path: Path, found: Catalog) -> None:
    catalog = read(path)

    assert {message.id for message in sentences(catalog)} == {message.id for message in sentences(found)}, RENEW
    assert not catalog.obsolete, RENEW
    assert not list(faults(catalog))


def test_english_says_what_the_code_says() -> None:
    english = read(path_of(SOURCE_LANGUAGE))

    assert not [message.id for message in sentences(english) if forms(message.string) != forms(message.id)]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_renewing_what_is_renewed_changes_nothing(path: Path) -> None:
    assert as_text(renewed(path)) == path.read_bytes(), RENEW
    assert as_text(template()) == TEMPLATE.read_bytes(), RENEW


def test_a_language_that_is_begun_has_everything_still_to_be_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: Catalog
) -> None:
    monkeypatch.setattr("catalogue.renewal.LOCALES", tmp_path)
    monkeypatch.setattr("catalogue.renewal.TEMPLATE", tmp_path / "livechat.pot")
    renew("pl")
    begun = read(tmp_path / "pl" / "LC_MESSAGES" / "livechat.po")

    assert begun.num_plurals == 3
    assert len(list(faults(begun))) == len(sentences(begun)) == len(sentences(found))


@pytest.mark.parametrize(
    ("message", "string", "is_right"),
    [
        ("in {room}", "in {room} drin", True),
        ("in {room}", "im {raum}", False),
        ("in {room}", "im Raum", False),
        ("in {room}", "", False),
        (("1 member", "{n} members"), ("1 Mitglied", "{n} Mitglieder"), True),
        (("1 member", "{n} members"), ("{n} Mitglied", "{n} Mitglieder"), True),
        (("1 member", "{n} members"), ("1 Mitglied", "Mitglieder"), False),
        (("1 member", "{n} members"), ("1 Mitglied",), False),
    ],
)
def test_the_rules_see_what_breaks_them(message: str, string: str, is_right: bool) -> None:
    catalog = Catalog("de")
    catalog.add(message, string)

    assert (not list(faults(catalog))) is is_right
