"""Which lines are the items of a list, with the number or the box that was typed before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from livechat.markup.limits import WORK_OF_BLOCK, Terms

_item = re.compile(r"([ \t]*)([-*+]|(?:0|[1-9]\d{0,2})[.)])( +)(?=\S)")
_nothing_but_signs = re.compile(r"[-*+>#\s]+")
_begins_with_number = re.compile(r"\s*\d")
_box = re.compile(r"\[([ xX])\] +(?=\S)")

TAB = 4  # columns


class Kind(Enum):
    """What stands before the items: a sign, `1.` or `1)`."""

    BULLETS = auto()
    NUMBERS = auto()
    PARENTHESES = auto()


@dataclass(slots=True)
class ListItem:
    """One item: what was typed before it, and its lines without their common indentation."""

    kind: Kind
    number: int | None
    box: str | None  # of a task
    lines: list[str]
    is_loose: bool = False  # an empty line parts it from the one before


@dataclass(frozen=True, slots=True)
class _Mark:
    indent: int  # columns before the sign
    sign: str
    content_column: int
    content: str

    @property
    def kind(self) -> Kind:
        return {".": Kind.NUMBERS, ")": Kind.PARENTHESES}.get(self.sign[-1], Kind.BULLETS)


def find_items(lines: Sequence[str], line: int, terms: Terms) -> tuple[list[ListItem], int]:
    """The items that begin at this line, none if it is no item, and the line behind them. Raises TooMuch."""
    items: list[ListItem] = []
    mark, indent, is_loose = _mark(lines, line), 0, False
    while mark:
        terms.spend(WORK_OF_BLOCK)
        indent = indent if items else mark.indent + 2
        item = _begin(mark, is_loose)
        items.append(item)
        line = _collect(lines, line + 1, indent, mark.content_column, item)
        is_loose = _is_empty(lines, line)
        mark = _mark(lines, line + is_loose)
        if mark and (mark.indent >= indent or (is_loose and mark.kind is not item.kind)):
            mark = None
        line += is_loose and mark is not None
    return items, line


def _mark(lines: Sequence[str], line: int) -> _Mark | None:
    """`-`, `*` or a number of up to three digits, then a space and something to say; `+` only among its like."""
    found = _item.match(lines[line]) if line < len(lines) else None
    if not found:
        return None
    content = lines[line][found.end() :]
    if _nothing_but_signs.fullmatch(content) or (found[2] == "+" and not _is_meant_as_item(lines, line, content)):
        return None
    indent = _columns(found[1])
    return _Mark(indent, found[2], indent + len(found[2]) + len(found[3]), content)


def _is_meant_as_item(lines: Sequence[str], line: int, content: str) -> bool:
    """`+ 1 agree` is a sum or a vote, and so is a plus that stands alone."""
    neighbours = (lines[other] for other in (line - 1, line + 1) if 0 <= other < len(lines))
    return not _begins_with_number.match(content) and any(text.lstrip().startswith("+ ") for text in neighbours)


def _begin(mark: _Mark, is_loose: bool) -> ListItem:
    box = _box.match(mark.content)
    content = mark.content[box.end() :] if box else mark.content
    number = None if mark.kind is Kind.BULLETS else int(mark.sign[:-1])
    return ListItem(mark.kind, number, box and ("☐ " if box[1] == " " else "☑ "), [content], is_loose)


def _collect(lines: Sequence[str], line: int, indent: int, content_column: int, item: ListItem) -> int:
    """Give the item the lines that are indented below it, empty ones among them; answers the line behind."""
    while line < len(lines):
        if _is_empty(lines, line):
            if line + 1 == len(lines) or _is_empty(lines, line + 1) or _indentation(lines[line + 1]) < indent:
                break
            item.lines.append("")
        elif _indentation(lines[line]) < indent:
            break
        else:
            item.lines.append(_without(lines[line], content_column))
        line += 1
    return line


def _is_empty(lines: Sequence[str], line: int) -> bool:
    return line < len(lines) and not lines[line].strip()


def _indentation(line: str) -> int:
    return _columns(line[: len(line) - len(line.lstrip(" \t"))])


def _columns(space: str) -> int:
    return len(space.expandtabs(TAB))


def _without(line: str, columns: int) -> str:
    text = line.lstrip(" \t")
    return " " * (_indentation(line) - columns) + text  # nothing for a negative number
