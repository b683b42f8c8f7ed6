"""Emoji as buttons, which give commands to whatever offers them: the same bytes for all readers of a language."""

from collections.abc import Iterable
from functools import cache

from htpy import Renderable, button, div, fragment, h3, p, section
from markupsafe import Markup

from livechat.components.commands import BrowseEmoji, PickEmoji, commanding
from livechat.components.icon import icon
from livechat.emoji.groups import groups
from livechat.emoji.names import toned, words_of
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _
from livechat.preferences.choices import SkinTone


def emoji_button(character: str, *, is_first: bool = False) -> Renderable:
    """It is called what the emoji is called; the `is_first` has the focus when it is shown."""
    return button(
        ".emoji", commanding(PickEmoji(character)), aria_label=words_of(character), data_autofocus=is_first or None
    )[character]


def quick_row(favourites: Iterable[str]) -> Renderable:
    """A few emoji, and the way to all."""
    name = _("More emoji")
    more = button(".emoji.emoji-more", commanding(BrowseEmoji()), aria_label=name, title=name)[icon("add")]
    return fragment[(emoji_button(each, is_first=number == 0) for number, each in enumerate(favourites)), more]


def shelves(tone: SkinTone) -> Markup:
    """All emoji by groups, hands and people in the tone. The first time takes long, for a thread: then it is kept."""
    return _shelves(tone, language().tag)


@cache
def _shelves(tone: SkinTone, _tag: str) -> Markup:
    return Markup(  # noqa: S704 - htpy has escaped it
        fragment[
            (
                section(".emoji-shelf")[h3[str(group.title)], _shelf(toned(each, tone) for each in group.kinds)]
                for group in groups()
            )
        ]
    )


def matches(found: Iterable[str], tone: SkinTone) -> Renderable:
    """What was found, or that there is nothing."""
    characters = [toned(each, tone) for each in found]
    return _shelf(characters) if characters else p(".emoji-none")[_("No emoji is called that.")]


def _shelf(characters: Iterable[str]) -> Renderable:
    return div(".emoji-grid")[(emoji_button(each) for each in characters)]
