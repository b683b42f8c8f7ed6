"""Tables: cells between bars with a line of dashes below the header, and what is pasted from a spreadsheet."""

import re
from collections.abc import Iterator, Sequence

from livechat.markup.blocks.direction import direction
from livechat.markup.inline.reader import render_inline
from livechat.markup.limits import Terms

_dashes = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_bar = re.compile(r"(?<!\\)\|")

Found = tuple[str, int] | None


def cells_between_bars(lines: Sequence[str], line: int, terms: Terms) -> Found:
    """The table whose header stands here. It ends before the first line that has no bar, or more cells than it."""
    below = lines[line + 1] if line + 1 < len(lines) else ""
    if "-" not in below or "|" not in below or not _dashes.fullmatch(below):
        return None
    header, alignment = _cells(lines[line]), [_alignment(cell) for cell in _cells(below)]
    if len(header) != len(alignment) or not any(header):
        return None
    rows: list[list[str]] = []
    for text in _from(lines, line + 2):
        if "|" not in text or len(row := _cells(text)) > len(header):
            break
        rows.append(row)
    head = f"<thead>{_row(header, alignment, 'th', terms)}</thead>"
    body = "".join(_row(row, alignment, "td", terms) for row in rows)
    return _table(f"{head}<tbody>{body}</tbody>" if body else head, lines[line]), line + 2 + len(rows)


def cells_between_tabs(lines: Sequence[str], line: int, terms: Terms) -> Found:
    """At least two lines with the same number of tabs; the last may lack those behind which nothing stands."""
    tabs, end = lines[line].count("\t"), line + 1
    if end == len(lines) or (lines[line][0] == "\t" == lines[end][:1]):  # indented text
        return None
    while end < len(lines) and lines[end].count("\t") == tabs:
        end += 1
    if end == len(lines) - 1 and 0 < lines[end].count("\t") < tabs:
        end += 1
    if end == line + 1:
        return None
    rows = (lines[number].split("\t") for number in range(line, end))
    body = "".join(_row(row, [""] * (tabs + 1), "td", terms) for row in rows)
    return _table(f"<tbody>{body}</tbody>", lines[line]), end


def _from(lines: Sequence[str], line: int) -> Iterator[str]:
    """Not a slice, which would copy all that follows for each table."""
    return (lines[number] for number in range(line, len(lines)))


def _cells(text: str) -> list[str]:
    inside = text.strip().removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _bar.split(inside)]


def _alignment(dashes: str) -> str:
    if not dashes.endswith(":"):
        return ""
    return ' class="center"' if dashes.startswith(":") else ' class="right"'


def _row(cells: list[str], alignment: list[str], tag: str, terms: Terms) -> str:
    """The cells, and empty ones for those that are missing."""
    terms.spend(len(alignment))
    cells = cells + [""] * (len(alignment) - len(cells))
    shown = (
        f"<{tag}{side}>{render_inline(cell, terms) if cell else ''}</{tag}>"
        for cell, side in zip(cells, alignment, strict=True)
    )
    return f"<tr>{''.join(shown)}</tr>"


def _table(rows: str, first_line: str) -> str:
    return f'<div class="table-scroll"><table{direction(first_line)}>{rows}</table></div>'
