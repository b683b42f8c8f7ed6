"""Sentences in the language of whoever reads them."""

import gettext as standard
from pathlib import Path

import pytest

from livechat.i18n import languages
from livechat.i18n.languages import LANGUAGES, Language, language, read_catalogue, speaking
from livechat.i18n.text import gettext, lazy_gettext, lazy_ngettext, ngettext, number, woven

POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "{one} and {other} are here"
msgstr "są tu {other} i {one}"

msgid "1 member"
msgid_plural "{n} members"
msgstr[0] "1 członek"
msgstr[1] "{n} członków (kilku)"
msgstr[2] "{n} członków"
"""


@pytest.fixture(autouse=True)
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second language beside English."""
    (tmp_path / "pl.po").write_text(POLISH)
    monkeypatch.setattr(languages, "LANGUAGES", {**LANGUAGES, "pl": Language("pl", read_catalogue(tmp_path / "pl.po"))})


def test_english_is_spoken_unless_something_else_is_asked_for() -> None:
    assert language().tag == "en"
    with speaking("pl"):
        assert language().tag == "pl"
    assert language().tag == "en"


def test_nobody_speaks_a_language_that_there_is_no_catalogue_for() -> None:
    with pytest.raises(KeyError), speaking("tlh"):
        pass


def test_a_translator_can_move_what_is_put_in() -> None:
    assert gettext("{one} and {other} are here", one="Ann", other="Bo") == "Ann and Bo are here"
    with speaking("pl"):
        assert gettext("{one} and {other} are here", one="Ann", other="Bo") == "są tu Bo i Ann"


def test_what_a_catalogue_does_not_have_is_said_as_it_is_written() -> None:
    with speaking("pl"):
        assert gettext("Untranslated") == "Untranslated"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 member"), (0, "0 members"), (2, "2 members"), (1234, "1,234 members")]
)
def test_english_has_two_forms_for_so_many(count: int, words: str) -> None:
    assert ngettext("1 member", "{n} members", count) == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 członek"), (2, "2 członków (kilku)"), (5, "5 członków")])
def test_each_language_has_its_own_forms(count: int, words: str) -> None:
    with speaking("pl"):
        assert ngettext("1 member", "{n} members", count) == words


def test_a_lazy_sentence_is_said_in_the_language_of_whoever_reads_it() -> None:
    both = lazy_gettext("{one} and {other} are here", one="Ann", other="Bo")
    members = lazy_ngettext("1 member", "{n} members", 5)

    assert (str(both), str(members)) == ("Ann and Bo are here", "5 members")
    with speaking("pl"):
        assert (str(both), str(members)) == ("są tu Bo i Ann", "5 członków")


def test_what_people_typed_is_never_read_as_a_sentence() -> None:
    assert gettext("{one} and {other} are here", one="{other}", other="%s") == "{other} and %s are here"
    assert str(lazy_gettext("in {room}", room="{room.__class__}")) == "in {room.__class__}"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert (number(7), number(16_000), gettext("at most {most}", most=1_024)) == ("7", "16,000", "at most 1,024")
    with speaking("pl"):
        assert number(16_000) == "16\N{NO-BREAK SPACE}000"


def test_markup_is_woven_into_a_sentence_where_the_sentence_has_its_name() -> None:
    assert woven("Have one? {link}.", link=1) == ["Have one? ", 1, "."]
    assert woven("{link}!", link=1) == [1, "!"]
    with pytest.raises(KeyError):
        woven("{other}", link=1)


def test_a_catalogue_is_one_of_the_standard_library() -> None:
    assert all(isinstance(each.catalogue, standard.GNUTranslations) for each in LANGUAGES.values())
