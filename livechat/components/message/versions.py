"""What a message said before it was edited, beside what it says now."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from itertools import groupby, pairwise

from htpy import Element, Renderable, del_, div, fragment, h3, ins, li, ol, span, time
from markupsafe import escape
from nicegui import ui

from livechat.components.message.word_changes import changes, words_of
from livechat.components.times import full_time
from livechat.i18n.text import gettext as _
from livechat.records import MessageVersion


class EarlierVersions(ui.dialog):
    """Made when asked for, gone when closed. `markup` is what `versions_side_by_side` makes."""

    def __init__(self, markup: str) -> None:
        super().__init__(value=True)
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Earlier versions")
        with self, ui.card().classes("dialog versions-dialog"):
            ui.element("h2").props["innerHTML"] = str(escape(_("Earlier versions")))
            ui.element("div").classes("versions-scroller").props("tabindex=0").props["innerHTML"] = markup
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")


def versions_side_by_side(versions: Sequence[MessageVersion], zone: tzinfo) -> Element:
    """Each version as it was typed, the oldest first: what came with it and what went after it is marked."""
    texts = [words_of(version.body) for version in versions]
    steps = [changes(before, after) for before, after in pairwise(texts)]
    gone = [*(removed for removed, _added in steps), [False] * len(texts[-1])]
    new = [[False] * len(texts[0]), *(added for _removed, added in steps)]
    shown = zip(versions, texts, gone, new, strict=True)
    return ol(".versions")[
        (
            _version(version, _marked(words, is_gone, is_new), zone, is_now=number == len(versions))
            for number, (version, words, is_gone, is_new) in enumerate(shown, 1)
        )
    ]


def _version(version: MessageVersion, text: Renderable, zone: tzinfo, *, is_now: bool) -> Element:
    written_at = version.written_at
    return li(".version")[
        h3(".version-time")[
            is_now and span(".version-now")[_("Now")],
            time(datetime=written_at.isoformat(timespec="seconds"))[full_time(written_at, zone)],
        ],
        div(".version-text", dir="auto")[text],
    ]


def _marked(words: Sequence[str], is_gone: Iterable[bool], is_new: Iterable[bool]) -> Renderable:
    runs = groupby(zip(words, is_gone, is_new, strict=True), key=lambda word: word[1:])
    return fragment[(_run("".join(word for word, *_marks in run), gone=gone, new=new) for (gone, new), run in runs)]


def _run(text: str, *, gone: bool, new: bool) -> Renderable:
    inner: Renderable = del_[text] if gone else fragment[text]
    return ins[inner] if new else inner
