"""A language in which every sentence out of the catalogue is marked, so that words that bypass it are seen."""

import gettext
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from nicegui import Client
from nicegui.element import Element

from livechat.i18n.languages import Language
from livechat.preferences.zones import zone_names

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]+")
CSS_ESCAPE = re.compile(r"\\([0-9a-f]+) ")

SPOKEN_ATTRIBUTES = ("aria-label", "aria-description", "title", "placeholder", "alt", "label", "hint", "error-message")
WITHOUT_WORDS = {"script", "style", "template"}
GLYPHS = {"q-icon", "avatar", "composer-explain"}  # the icons' names, initials, and "Aa"
EVERYWHERE = ("livechat", *zone_names())  # names of zones are the same everywhere


class Marking(gettext.NullTranslations):
    """Says everything in English, between marks."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


PSEUDO = Language("en-GB", Marking())  # a tag of which there is no catalogue, so that nothing was kept under it


def bypassing(text: str, *typed: str) -> list[str]:
    """The words that came neither out of the catalogue nor from people."""
    before = None
    while text != before:
        before, text = text, MARKED.sub(" ", text)
    for known in sorted((*EVERYWHERE, *typed), key=len, reverse=True):
        text = text.replace(known, " ")
    return WORD.findall(text)


class _Words(HTMLParser):
    """What of a document is shown or read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent: list[str] = []  # the elements around, from the first that has no words on

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._silent or tag in WITHOUT_WORDS or GLYPHS & set(given.get("class", "").split()):
            self._silent += [tag] if tag not in VOID else []
            return
        self.found += [given[name] for name in SPOKEN_ATTRIBUTES if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


VOID = {"img", "br", "hr", "input", "link", "meta", "path"}


def words_of_html(html: str) -> str:
    """All that a person sees or hears of it."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "\n".join(parser.found)


def words_of_props(tag: str, props: Mapping[str, Any]) -> Iterator[str]:
    """The same of one element, as the server tells the browser of it."""
    inner = str(props.get("innerHTML", ""))
    if tag == "style":
        yield from (CSS_ESCAPE.sub(_as_letter, said) for said in re.findall(r'content:"([^"]*)"', inner))
    else:
        yield words_of_html(inner)
    yield from (str(props[name]) for name in SPOKEN_ATTRIBUTES if isinstance(props.get(name), str))
    options = props.get("options")
    if isinstance(options, dict):  # a notification
        yield str(options.get("message", ""))


def words_of_page(client: Client) -> str:
    """The same of a page's own elements and of its title."""
    found = [client.title or ""]
    for element in client.layout.descendants():
        if "hidden" in element.props:
            continue
        if GLYPHS & set(element.classes):
            found += [str(element.props[name]) for name in SPOKEN_ATTRIBUTES if name in element.props]
            continue
        found += [*words_of_props(element.tag, element.props), _text_of(element)]
    return "\n".join(found)


def _text_of(element: Element) -> str:
    text = getattr(element, "text", "")
    return text if isinstance(text, str) else ""


def _as_letter(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
