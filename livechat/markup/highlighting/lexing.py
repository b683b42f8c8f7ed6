"""Code to words of a kind, by pygments. It may take as long as it likes: who calls this can be ended from outside."""

from collections.abc import Iterator
from typing import Any

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, Token
from pygments.util import ClassNotFound

ALSO_CALLED = {
    "cmd": "bat", "fs": "fsharp", "gql": "graphql", "gradle": "groovy", "h": "c", "hpp": "cpp", "jinja2": "jinja",
    "jsonc": "json5", "jsonl": "json", "kt": "kotlin", "kts": "kotlin", "mjs": "js", "patch": "diff",
    "sol": "solidity", "svelte": "html", "svg": "xml", "vb": "vbnet", "vba": "vbnet", "wasm": "wast", "xhtml": "html",
}  # fmt: skip
"""What pygments calls the languages that people call so."""

_KIND_OF = {
    Comment: "c", Keyword: "k", Operator.Word: "k", Name.Tag: "k", String: "s", Literal: "s", Number: "m",
    Name.Function: "f", Name.Class: "f", Name.Decorator: "f", Name.Attribute: "f", Name.Builtin: "n",
    Name.Constant: "n", Name.Exception: "n", Name.Namespace: "n", Generic.Inserted: "i", Generic.Deleted: "d",
    Generic.Heading: "k", Generic.Subheading: "c", Generic.Prompt: "c",
}  # fmt: skip
"""Pygments knows some eighty kinds; eyes tell a few apart. What is in none of these is plain."""

Piece = tuple[str, str]  # kind, text


def pieces_of(language: str, code: str) -> list[Piece]:
    """The code in pieces, whose texts in a row are the code; all in one where the language is not known."""
    try:
        lexer = get_lexer_by_name(ALSO_CALLED.get(language, language))
    except ClassNotFound:
        return [("", code)]
    return list(_joined(lexer.get_tokens_unprocessed(code)))


def _joined(tokens: Iterator[tuple[int, Any, str]]) -> Iterator[Piece]:
    """Neighbours of one kind as one; what is empty to the eye goes with what was before."""
    kind, text = "", ""
    for _, token, value in tokens:
        own = kind if value.isspace() else _kind_of(token)
        if own != kind and text:
            yield kind, text
            text = ""
        kind, text = own, text + value
    if text:
        yield kind, text


def _kind_of(token: Any) -> str:
    while token is not Token:
        if token in _KIND_OF:
            return _KIND_OF[token]
        token = token.parent
    return ""
