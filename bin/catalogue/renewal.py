"""Finds every sentence of the code, and writes the template and a catalogue for each language."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from setup.command import ROOT

DOMAIN = "livechat"
LOCALES = ROOT / DOMAIN / "locale"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"

SOURCE_LANGUAGE = "en"  # in which the code is written: its catalogue says what the code says
FUNCTIONS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
COMMENTS = ("Translators:",)  # as such a comment above a sentence begins
WIDTH = 120
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same sentences make the same files


def template() -> Catalog:
    """Collect every sentence of the code, by file, in its order there."""
    catalog = _empty()
    found = extract_from_dir(ROOT / DOMAIN, keywords=FUNCTIONS, comment_tags=COMMENTS, strip_comment_tags=True)
    for file, line, message, comments, context in found:
        catalog.add(message, None, [(f"{DOMAIN}/{file}", line)], auto_comments=comments, context=context)
    return catalog


def _empty(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        header_comment=f"# What {DOMAIN} says to people.",
        project=DOMAIN,
        creation_date=NO_DATE,
        fuzzy=False,
    )


def renewed(path: Path) -> Catalog:
    """Read a language's catalogue, take in what is new and drop what is gone; English is complete by itself."""
    language = path.parents[1].name
    catalog = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else _empty(language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if language == SOURCE_LANGUAGE:
        for message in catalog:
            message.string = message.id
    return catalog


def as_text(catalog: Catalog) -> bytes:
    """Write a catalogue as its file has it: without the lines' numbers, which change with everything."""
    text = io.BytesIO()
    write_po(text, catalog, width=WIDTH, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return text.getvalue()


def path_of(language: str) -> Path:
    """Say where a language's catalogue lies."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def renew(*new_languages: str) -> None:
    """Write the template, every catalogue there is, and one for each new language."""
    TEMPLATE.write_bytes(as_text(template()))
    for path in {*LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"), *map(path_of, new_languages)}:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_text(renewed(path)))
