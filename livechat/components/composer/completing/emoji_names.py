"""Names of emoji, completed while they are typed: `:smi`."""

import re
from collections.abc import Sequence

from htpy import fragment, span

from livechat.components.composer.completing.completion import Option
from livechat.emoji.names import toned
from livechat.emoji.search import completed
from livechat.i18n.text import gettext as _
from livechat.preferences.choices import SkinTone

MAX_OPTIONS = 6
FENCE = "```"

_word = re.compile(r"""(?:^|(?<=[\s("'\[{]))(:[a-z0-9+][\w+-]{1,30})$""", re.ASCII | re.IGNORECASE)


class EmojiNames:
    """At least two letters behind a colon that begins a word, where that is no code."""

    def __init__(self, tone: SkinTone = SkinTone.NONE) -> None:
        self.tone = tone

    @property
    def name(self) -> str:
        return _("Emoji")

    def word_at_end(self, text: str) -> str:
        found = _word.search(text[-40:])
        return "" if found is None or _is_in_code(text) else found[1]

    def options(self, word: str) -> Sequence[Option]:
        matches = completed(word.removeprefix(":"), MAX_OPTIONS)
        return [_option(toned(character, self.tone), name) for character, name in matches]


def _option(character: str, name: str) -> Option:
    return Option(f"{character} ", fragment[span(".option-sign")[character], span(".option-name")[f":{name}:"]])


def _is_in_code(text: str) -> bool:
    """Whether a fence is open, or a backtick in the line that is being typed."""
    if text.count(FENCE) % 2:
        return True
    return text[text.rfind("\n") + 1 :].replace(FENCE, "").count("`") % 2 == 1
