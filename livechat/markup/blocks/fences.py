"""Code between lines of three backticks or more."""

import re
from collections.abc import Sequence

from markupsafe import escape

from livechat.markup.limits import WORK_OF_BLOCK, Terms

_opening = re.compile(r"([ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)", re.DOTALL)

_LANGUAGES = """
ada apache arduino asm awk bash bat batch bib c c# c++ cfg clj clojure cmake cmd cobol coffee console cpp cs csharp css
csv cuda d dart delphi diff django docker dockerfile dot elisp elixir elm erb erlang ex f# fish fortran fs fsharp gcode
glsl go golang gql gradle graphql groovy h haml haskell hcl hlsl hpp hs html http ini java javascript jinja jinja2 jl
journal js json json5 jsonc jsonl jsx julia kotlin kt kts latex less lisp log lua make makefile markdown mathematica
matlab md mermaid mips mjs nasm nginx nim nix objc ocaml octave pascal patch perl php pl plain plaintext plantuml
postgresql powershell prolog properties proto protobuf ps1 psql puppet py pycon python python3 qml r rb reg regex rest
robot rs rst ruby rust sass scala scheme scss sh shell sol solidity sparql spec sql stylus svelte svg swift systemd tcl
terraform tex text tf toml tsx ts tsv turtle txt typescript v vb vba verilog vhdl vim vue wasm xhtml xml xquery yaml yml
zig zsh
"""
LANGUAGES = frozenset(_LANGUAGES.split())


def fence(lines: Sequence[str], line: int, terms: Terms) -> tuple[str, int] | None:
    """The code that begins here as HTML, and the line behind it; it may end with the text, or at a line's end.

    One word behind the marks is a language if it is known as one, and else the first line of the code.
    """
    opening = _opening.fullmatch(lines[line])
    if not opening:
        return None
    space, marks, said = opening.groups()
    language = said.strip().lower() if said.strip().lower() in LANGUAGES else ""
    code = [] if language or not said.strip() else [said]
    inside, end = _until_closed(lines, line + 1, marks)
    code += [_without(text, len(space)) for text in inside]
    if not any(text.strip() for text in code):
        return None
    terms.spend(WORK_OF_BLOCK)
    attribute = f' data-language="{language}"' if language else ""
    return f"<pre{attribute}><code>{escape(chr(10).join(code))}</code></pre>", end


def _until_closed(lines: Sequence[str], line: int, marks: str) -> tuple[list[str], int]:
    inside: list[str] = []
    for number in range(line, len(lines)):
        bare = lines[number].rstrip()
        before = bare.rstrip(marks[0])
        if len(bare) - len(before) >= len(marks):
            return [*inside, before] if before.strip() else inside, number + 1
        inside.append(lines[number])
    return inside, len(lines)


def _without(text: str, columns: int) -> str:
    return text[min(columns, len(text) - len(text.lstrip(" \t"))) :]
