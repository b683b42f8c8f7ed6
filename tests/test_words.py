"""No words of the product bypass the catalogue: what the code writes for people is inside `_()` and its like.

Rendering everything in a marked language (`test_words.py` beside the pages' tests) sees what is shown there. This sees
also what is hardly ever shown: it reads the code.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, sources, tree_of

SAYS = {"_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext"}
FOR_OPERATORS = {  # on the terminal and in the log, which speak before any language is known, and to no person's page
    *("StartError", "NotWritten", "ValueError", "RuntimeError", "FrameRefused"),
    *("debug", "info", "warning", "error", "exception", "critical", "log", "note_client_fault"),
}
NAMES_TYPES = {"TypeVar", "NewType", "Topic"}

SHOWN_ATTRIBUTES = {"aria_label", "aria_description", "title", "placeholder", "alt", "label", "hint", "text"}
SHOWN_KEYS = {"aria-label", "aria-description", "title", "placeholder", "alt", "label", "hint", "innerHTML", "error"}
SHOWN_PROPS = re.compile(r"(?:^|\s)(?:aria-label|title|placeholder|label|hint)=([^\s].*)")
SHOWING = {
    *("button", "checkbox", "label", "link", "menu_item", "notification", "notify", "page_title", "radio", "switch"),
    *("tab", "toggle", "tooltip", "badge", "markdown", "html"),
}

NAME = "livechat"
LETTERS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"\s*[A-Z][a-z’']*([ ’'-]\S.*|[.!?…:]?)\s*|.*[a-z]{2,} .*[a-z]{2,}[.!?…]\s*", re.DOTALL)
HEADER = re.compile(r"[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)+")
MARKUP = re.compile(r"\s*<")
SAID_IN_CSS = re.compile(r'content: *"([^"]*)"')
GLYPH_IN_CSS = re.compile(r'content: "(\w+)"; content: "\1" / ""')

SPARED = {
    "livechat/__main__.py": "the command line",
    "livechat/commands": "the command line",
    "livechat/config.py": "what stops a start",
    "livechat/demo": "what made-up people say to each other",
    "livechat/migrations": "what stops a start",
    "livechat/models.py": "SQL",
    "livechat/pages/gallery.py": "for those who work on the look, in development only",
    "livechat/startup": "what stops a start",
    "livechat/web/startup_banner.py": "the terminal at the start",
}
SPARED_TEXTS = {
    ("livechat/components/composer/aside.py", "letters as they look: what they mean is its name"): {"Aa"},
    ("livechat/components/composer/completing/completion.py", "names of keys"): {"Escape", "Tab"},
    ("livechat/web/login/request_source.py", "names of browsers and systems"): {
        *("Edge", "Opera", "Firefox", "Chrome", "Safari", "Android", "Windows", "Macintosh", "Mac", "Linux"),
        *("Edg", "ChromeOS", "CrOS"),
    },
    ("livechat/web/middleware/missing_upgrade.py", "a header"): {"Upgrade"},
    ("livechat/preferences/zones.py", "names of zones, which are the same in all languages"): {
        *("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"),
        *("Universal", "Zulu"),
    },
    ("livechat/internals/socket_events.py", "the framework's own word for it, which its script waits for"): {
        "Implicit handshake failed"
    },
}


def is_spared(path: Path) -> bool:
    place = path.relative_to(ROOT).as_posix()
    return any(place == spared or place.startswith(f"{spared}/") for spared in SPARED)


def texts_spared(path: Path) -> set[str]:
    place = path.relative_to(ROOT).as_posix()
    return {text for (where, _), texts in SPARED_TEXTS.items() if where == place for text in texts}


def name_of(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def literals(node: ast.AST) -> Iterator[str]:
    """The text in an expression that is shown as it stands: of a choice both, of an f-string what is not put in."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(text for part in parts for text in literals(part))
        case ast.IfExp(body=one, orelse=other):
            yield from (*literals(one), *literals(other))
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            yield from (text for part in parts for text in literals(part))
        case ast.BinOp(left=one, right=other):
            yield from (*literals(one), *literals(other))
        case ast.GeneratorExp(elt=part) | ast.ListComp(elt=part) | ast.Starred(value=part):
            yield from literals(part)


def elements_in(tree: ast.Module) -> set[str]:
    """The names of HTML elements in a module."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "htpy"]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def is_element(node: ast.expr, elements: set[str]) -> bool:
    match node:
        case ast.Call(func=function):
            return is_element(function, elements)
        case ast.Attribute(value=ast.Name(id="h" | "htpy")):
            return True
    return isinstance(node, ast.Name) and node.id in elements


def is_showing(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="ui"), attr=name):
            return name in SHOWING
    return False


def shown(tree: ast.Module) -> Iterator[str]:
    """What stands where people read: inside of elements, in their attributes, as the first of what shows a text."""
    elements = elements_in(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=element, slice=children) if is_element(element, elements):
                yield from literals(children)
            case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=key))], value=value) if key in SHOWN_KEYS:
                yield from literals(value)
            case ast.Assign(targets=[ast.Attribute(attr="text" | "error")], value=value):
                yield from literals(value)
            case ast.Dict(keys=keys, values=values):
                for given, value in zip(keys, values, strict=True):
                    if isinstance(given, ast.Constant) and given.value in SHOWN_KEYS:
                        yield from literals(value)
            case ast.Call(func=ast.Attribute(attr="props"), args=[ast.Constant(value=str(props))]):
                yield from SHOWN_PROPS.findall(props)
            case ast.Call(func=function, args=arguments, keywords=keywords):
                if arguments and is_showing(function) and not is_element(function, elements):
                    yield from literals(arguments[0])
                for keyword in keywords:
                    if keyword.arg in SHOWN_ATTRIBUTES:
                        yield from literals(keyword.value)


def not_for_people(tree: ast.Module) -> Iterator[ast.AST]:
    """What the catalogue has, what operators read, docstrings, annotations."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function, args=sentences) if name_of(function) in SAYS:
                yield from sentences
            case ast.Call(func=function) if name_of(function) in FOR_OPERATORS | NAMES_TYPES:
                yield node
            case ast.Expr(value=ast.Constant()):
                yield node
            case ast.AnnAssign(annotation=annotation):
                yield annotation
            case ast.arg(annotation=ast.expr() as annotation):
                yield annotation
            case (
                ast.FunctionDef(returns=ast.expr() as annotation)
                | ast.AsyncFunctionDef(returns=ast.expr() as annotation)
            ):
                yield annotation
            case ast.Subscript(slice=ast.Constant() as key):
                yield key


def like_sentences(tree: ast.Module) -> Iterator[str]:
    """Whatever looks as if it were written for people, wherever it stands."""
    others = {id(inner) for node in not_for_people(tree) for inner in ast.walk(node)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in others | inside:
            yield from (text for text in literals(node) if SENTENCE.fullmatch(text) and len(text) > 2)


def bypassing(tree: ast.Module, spared: Iterable[str] = ()) -> set[str]:
    found = {*shown(tree), *like_sentences(tree)}
    return {
        text
        for text in found - set(spared)
        if LETTERS.search(text.replace(NAME, "")) and not HEADER.fullmatch(text) and not MARKUP.match(text)
    }


@pytest.mark.parametrize(
    "path", [path for path in sources() if not is_spared(path)], ids=lambda path: str(path.relative_to(ROOT))
)
def test_what_the_code_says_to_people_comes_out_of_the_catalogue(path: Path) -> None:
    assert not bypassing(tree_of(path), texts_spared(path))


@pytest.mark.parametrize(
    "planted",
    [
        'notify("Saved.")',
        'RELOAD = "Reload this page."',
        'raise Forbidden("Join the room to write in it.")',
        'from htpy import p\np(".hint")["nothing yet"]',
        'from htpy import p\np[name, " and ", other]',
        'from htpy import p\np[f"{count} members"]',
        'from htpy import p\np["one" if count == 1 else words]',
        'import htpy as h\nh.ul(".rows", aria_label="people")[rows]',
        'import htpy as h\nh.div[h.h1["rooms"]]',
        'button.props["aria-label"] = "send"',
        'field.props.update({"placeholder": "write"})',
        'field.props("dense aria-label=name")',
        'ui.label("you are reading along")',
        'ui.switch("private", value=True)',
        'text_field("Name", value)',
        'label.text = f"{count} left"',
        'empty_state(title="No rooms yet")',
        'SENTENCES = {Trouble.OTHER: "That did not work."}',
        'return f"{name} is typing…"',
        'said = _("{where} is empty.", where="This room")',
    ],
)
def test_words_that_bypass_it_are_found(planted: str) -> None:
    assert bypassing(ast.parse(planted))


@pytest.mark.parametrize(
    "innocent",
    [
        'notify(_("Saved."))',
        'RELOAD = lazy_gettext("Reload this page.")',
        'from htpy import p\np(".hint")[_("nothing yet"), icon("menu"), " · ", "livechat"]',
        'from htpy import p\np[ngettext("1 member", "{n} members", count)]',
        'log.warning("No connection was free in time.")',
        'raise StartError(f"The folder {folder} cannot be written.")',
        '"""A docstring."""\ndef say(to: "Person") -> "Words": ...',
        'headers = {"Cache-Control": "no-store"}\nmethod = "GET"',
        'create_task(work(), name="days of the lobby")',
        'ui.button(icon="more_horiz").props("flat round dense")',
        "title = f\"{_('Search')} · livechat\"",
    ],
)
def test_what_nobody_reads_is_left_alone(innocent: str) -> None:
    assert not bypassing(ast.parse(innocent))


@pytest.mark.parametrize("path", sorted((ROOT / "livechat").rglob("*.css")), ids=lambda path: path.name)
def test_style_sheets_say_nothing(path: Path) -> None:
    """They cannot ask the catalogue; a glyph of the icon font is named with an empty text for whoever listens."""
    said = SAID_IN_CSS.findall(GLYPH_IN_CSS.sub("", path.read_text()))

    assert not [text for text in said if LETTERS.search(text)]


def test_everything_that_is_spared_is_there() -> None:
    assert all((ROOT / place).exists() for place in SPARED)
    assert all(text in {*literals_of(ROOT / place)} for (place, _), texts in SPARED_TEXTS.items() for text in texts)


def literals_of(path: Path) -> Iterator[str]:
    return (text for node in ast.walk(tree_of(path)) for text in literals(node))
