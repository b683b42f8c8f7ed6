"""The blocks of code in a message's HTML: found, and shown in colours."""

import re
from collections.abc import Sequence
from html import escape, unescape

from livechat.markup.highlighting.kinds import KINDS

MAX_SPANS = 1_500  # of one message, as each is an element in every browser; what comes behind them is plain

CodeBlock = tuple[str, str]  # language, code
Pieces = Sequence[tuple[str, str]]  # kind, text

_block = re.compile(r'(<pre data-language="([^"]+)"><code>)(.*?)(?=</code></pre>)', re.DOTALL)


def code_blocks(html: str) -> list[CodeBlock]:
    """The blocks whose language was named, in their order; `html` is what `livechat.markup.html` answers."""
    return [(found[2], unescape(found[3])) for found in _block.finditer(html)]


def in_colours(html: str, answers: Sequence[Pieces]) -> str:
    """The same with the pieces of each block; a block whose pieces are not exactly its code stays as it is."""
    waiting = iter(answers)
    spans = 0

    def coloured(found: re.Match[str]) -> str:
        nonlocal spans
        pieces = next(waiting, ())
        if "".join(text for _, text in pieces) != unescape(found[3]):
            return found[0]
        parts = []
        for kind, text in pieces:
            is_span = kind in KINDS and spans < MAX_SPANS
            spans += is_span
            safe = escape(text, quote=False)
            parts.append(f'<span class="{kind}">{safe}</span>' if is_span else safe)
        return found[1] + "".join(parts)

    return _block.sub(coloured, html)
