"""Message text by its lines: paragraphs, headings, quotes, lists, code, tables.

Each kind is a rule: a function of the lines and of the one where it may begin, which answers with its HTML and the line
behind it, or None. What no rule takes is a paragraph. A rule looks at no line twice, so that the work grows with the
length; only what is inside of quotes and lists is gone through again, and those are bounded in depth.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from livechat.markup.blocks.direction import direction
from livechat.markup.blocks.fences import fence
from livechat.markup.blocks.gaps import gap
from livechat.markup.blocks.list_items import Kind, ListItem, find_items
from livechat.markup.blocks.tables import cells_between_bars, cells_between_tabs
from livechat.markup.inline.reader import render_inline
from livechat.markup.limits import MAX_LEVEL, WORK_OF_BLOCK, Terms

Lines = Sequence[str]
Found = tuple[str, int] | None

_heading = re.compile(r"(#{1,6}) +(?=\S)")  # indented it is a comment in code
_dashes = re.compile(r" {0,3}(?:-{3,}|\*{3}|_{3})\s*")
_quoted = re.compile(r" {0,3}(?!>>> )>(?: |(?=>)|(?=[^\W\d_])|\s*$)")
_columns = re.compile(r"\S {3,}\S")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the blocks are inside of: the text, and so many quotes and lists of it."""

    terms: Terms
    level: int = 0

    def deeper(self) -> "Scope":
        return Scope(self.terms, self.level + 1)


def render_blocks(lines: Lines, terms: Terms) -> list[str]:
    """The HTML of each block, and of the empty lines between them. Raises TooMuch."""
    return _blocks(lines, Scope(terms))


def _blocks(lines: Lines, scope: Scope) -> list[str]:
    blocks: list[str] = []
    paragraph: list[str] = []
    empty = line = 0

    def end_paragraph() -> None:
        if paragraph:
            blocks.append(_paragraph(paragraph, scope.terms))
            paragraph.clear()

    while line < len(lines):
        if not lines[line] or lines[line].isspace():
            end_paragraph()
            empty, line = empty + 1, line + 1
            continue
        if empty:
            if blocks:
                blocks.append(gap(empty))
            empty = 0
        if found := _block(lines, line, scope):
            end_paragraph()
            blocks.append(found[0])
            line = found[1]
        else:
            paragraph.append(lines[line])
            line += 1
    end_paragraph()
    return [block for block in blocks if block]


def _block(lines: Lines, line: int, scope: Scope) -> Found:
    text = lines[line]
    for rule in _RULES.get(text.lstrip(" \t")[0], ()):
        if found := rule(lines, line, scope):
            return found
    if "|" in text:
        return cells_between_bars(lines, line, scope.terms)
    return cells_between_tabs(lines, line, scope.terms) if "\t" in text else None


def _paragraph(lines: Lines, terms: Terms) -> str:
    terms.spend(WORK_OF_BLOCK)
    has_columns = sum(_columns.search(line) is not None for line in lines) > 1
    opening = '<p class="columns">' if has_columns else "<p>"
    return f"{opening}{render_inline(chr(10).join(lines), terms)}</p>"


def _title(lines: Lines, line: int, scope: Scope) -> Found:
    """`# Title`; without the space it is a word like `#winning`."""
    found = _heading.match(lines[line])
    if not found:
        return None
    scope.terms.spend(WORK_OF_BLOCK)
    size = len(found[1])
    return f"<h{size}>{render_inline(lines[line][found.end() :], scope.terms)}</h{size}>", line + 1


def _ruler(lines: Lines, line: int, scope: Scope) -> Found:
    """A line of dashes; it makes no heading of what is above it."""
    if not _dashes.fullmatch(lines[line]):
        return None
    scope.terms.spend(WORK_OF_BLOCK)
    return "<hr>", line + 1


def _quote(lines: Lines, line: int, scope: Scope) -> Found:
    """Lines that begin with `>`. It ends with them: what follows is somebody's answer. `>>> ` is Python's prompt."""
    first = _quoted.match(lines[line])
    if scope.level >= MAX_LEVEL or not first or not lines[line][first.end() :].strip():
        return None
    quoted: list[str] = []
    while line < len(lines) and (found := _quoted.match(lines[line])):
        quoted.append(lines[line][found.end() :])
        line += 1
    scope.terms.spend(WORK_OF_BLOCK)
    inside = "".join(_blocks(quoted, scope.deeper()))
    return f"<blockquote{direction(chr(10).join(quoted))}>{inside}</blockquote>", line


def _list(lines: Lines, line: int, scope: Scope) -> Found:
    if scope.level >= MAX_LEVEL:
        return None
    items, line = find_items(lines, line, scope.terms)
    if not items:
        return None
    html = "".join(_list_of(kind, list(same), scope) for kind, same in groupby(items, lambda item: item.kind))
    return html, line


def _list_of(kind: Kind, items: list[ListItem], scope: Scope) -> str:
    tag = "ul" if kind is Kind.BULLETS else "ol"
    classes = ["parentheses"] * (kind is Kind.PARENTHESES) + ["loose"] * any(item.is_loose for item in items)
    attribute = f' class="{" ".join(classes)}"' if classes else ""
    inside = "".join(_item(item, scope) for item in items)
    return f"<{tag}{attribute}{direction(items[0].lines[0])}>{inside}</{tag}>"


def _item(item: ListItem, scope: Scope) -> str:
    number = "" if item.number is None else f' value="{item.number}"'
    task = "" if item.box is None else ' class="task"'
    first, *rest = _blocks(item.lines, scope.deeper())
    first = first.removeprefix("<p>").removesuffix("</p>") if first.startswith("<p>") else first
    return f"<li{number}{task}>{item.box or ''}{first}{''.join(rest)}</li>"


def _fence(lines: Lines, line: int, scope: Scope) -> Found:
    return fence(lines, line, scope.terms)


_Rule = Callable[[Lines, int, Scope], Found]
_RULES: dict[str, tuple[_Rule, ...]] = {
    **dict.fromkeys("`~", (_fence,)),
    **dict.fromkeys("-*", (_ruler, _list)),
    **dict.fromkeys("+0123456789", (_list,)),
    "_": (_ruler,),
    "#": (_title,),
    ">": (_quote,),
}
