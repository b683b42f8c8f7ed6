"""The house rules that a reader of one file cannot see: who imports whom, where SQL and NiceGUI live, no script."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
from nicegui.element import Element

ROOT = Path(__file__).parent.parent
FLOORS = (
    {
        "addresses",
        "client_faults",
        "clock",
        "config",
        "emoji",
        "errors",
        "events",
        "i18n",
        "ids",
        "markup",
        "models",
        "preferences",
        "records",
        "startup",
        "text",
    },
    {"look", "internals"},
    {"lanes"},
    {"db", "migrations"},
    {"store"},
    {"services"},
    {"chat"},
    {"components"},
    {"live"},
    {"web"},  # beside the pages: neither knows the other
    {"pages"},
    {"demo"},
    {"commands"},
    {"app", "__main__"},
)
NICEGUI_LIVES_IN = {"app", "pages", "components", "live", "web", "internals", "commands"}
SQL_LIVES_IN = {"store", "db", "lanes", "migrations", "models"}
SQL = re.compile(r"\s*(SELECT\b.*\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\b.*\bSET|DELETE\s+FROM|PRAGMA)\b", re.DOTALL)
TYPES_OF_TRANSACTIONS = {"sqlalchemy.ext.asyncio", "sqlalchemy.exc"}  # what verbs pass on and what they catch

DOCUMENTED = {  # what others promise; what is not named here is theirs, and reached from `livechat.internals` alone
    "nicegui": {"Client", "__version__", "app", "background_tasks", "binding", "json", "ui"},
    "nicegui.element": {"Element"},
    "nicegui.events": {"GenericEventArguments"},
    "uvicorn": {"Config"},
    "aiosqlite": {""},
}
REACHED_INTO = {"nicegui", "uvicorn", "aiosqlite", "socketio", "engineio", "websockets"}
UNDOCUMENTED = {"connect_handlers", "instances", "outbox", "sub_pages_router"}  # for which internals has other words
PRIVATE = re.compile(r"_(?!_)\w")

MUTABLE_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_TYPES = {"list", "dict", "set", "bytearray", "deque", "defaultdict", "Counter", "OrderedDict", "ChainMap"}
MUTABLE_TYPES |= {"WeakSet", "WeakKeyDictionary", "WeakValueDictionary"}
CHANGES = {"append", "add", "update", "pop", "clear", "setdefault", "extend", "insert", "remove", "discard", "popitem"}

SCRIPT_FILES = {".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte"}
SCRIPT_CALLS = {"run_javascript", "add_head_html", "add_body_html", "add_slot"}
SCRIPT_KEYWORDS = re.compile(r"js_handler|on(click|load|error|input|change|submit|focus|blur|key\w+|mouse\w+)")
BOUND_PROP = re.compile(r"(^|\s)[:@]\w")


def sources() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "livechat").rglob("*.py"))]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def place_of(path: Path) -> str:
    """The package or module right under `livechat`."""
    parts = path.relative_to(ROOT).parts
    return "app" if parts[0] == "app.py" else parts[1].removesuffix(".py")


def modules_imported(path: Path) -> Iterator[tuple[str, str]]:
    """Each import as a module and a name of it (which may be empty)."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def floor_of(place: str) -> int:
    return next(number for number, places in enumerate(FLOORS) if place in places)


def place_imported(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] == "app":
        return "app"
    return parts[1] if parts[0] == "livechat" and len(parts) > 1 else None


def fault_of_import(path: Path, module: str, name: str) -> str:
    place, other = place_of(path), place_imported(f"{module}.{name}" if module == "livechat" else module)
    if other is None or other == place:
        return ""
    if place == "web":
        allowed = other not in ("components", "live") and floor_of(other) < floor_of(place)
    elif place == "pages":
        allowed = other != "web" and floor_of(other) < floor_of(place)
    else:
        allowed = floor_of(other) <= floor_of(place)
    return "" if allowed else f"{path.relative_to(ROOT)} imports {module}"


def outside_internals() -> list[Path]:
    return [path for path in sources() if place_of(path) != "internals"]


def reach_of_import(module: str, name: str) -> str:
    """An import of what its package does not promise."""
    is_theirs = module.split(".", maxsplit=1)[0] in REACHED_INTO
    return f"{module} {name}" if is_theirs and name not in DOCUMENTED.get(module, ()) else ""


def reaches(tree: ast.Module) -> Iterator[str]:
    """Uses of others' private parts, and of what they do not document."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(attr=name) if PRIVATE.match(name) or name in UNDOCUMENTED:
                yield ast.unparse(node)
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "delattr"), args=[_, ast.Constant(value=str(name)), *_]
            ):
                if PRIVATE.match(name):
                    yield ast.unparse(node)


def classes_of(path: Path) -> list[type]:
    """The classes that a module defines, which is not imported when it has none."""
    if not any(isinstance(node, ast.ClassDef) for node in tree_of(path).body):
        return []
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return [found for _, found in inspect.getmembers(module, inspect.isclass) if found.__module__ == module.__name__]


def private_names_in(definition: type) -> Iterator[str]:
    """The private methods and attributes that a class's source names as its own."""
    with suppress(OSError, TypeError):  # built in, or made without a source
        for node in ast.walk(ast.parse(dedent(inspect.getsource(definition)))):
            match node:
                case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if PRIVATE.match(name):
                    yield name
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if PRIVATE.match(name):
                    yield name
                case ast.Name(id=name, ctx=ast.Store()) if PRIVATE.match(name):
                    yield name


def is_foreign(definition: type) -> bool:
    place, _, rest = definition.__module__.partition(".")
    return place not in ("livechat", "tests") or rest.startswith("internals")


def private_parts_shared_with_foreign_bases(definition: type) -> set[str]:
    """What a class of ours overrides or uses of the private parts of a foreign class that it extends."""
    bases = [base for base in definition.__mro__ if is_foreign(base)]
    theirs = set().union(*(vars(base) for base in bases), *(private_names_in(base) for base in bases))
    return theirs & set(private_names_in(definition))


def named_at_module_level(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value


def is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        function = value.func.value if isinstance(value.func, ast.Subscript) else value.func
        return getattr(function, "id", getattr(function, "attr", "")) in MUTABLE_TYPES
    return isinstance(value, MUTABLE_DISPLAYS)


def is_changed(tree: ast.Module, name: str) -> bool:
    """Whether something in the module changes what the name stands for."""
    for node in ast.walk(tree):
        match node:
            case ast.Global(names=names) if name in names:
                return True
            case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store() | ast.Del()) if found == name:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr=verb)) if found == name:
                if verb in CHANGES:
                    return True
    return False


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            yield node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value


def script_in(path: Path) -> Iterator[str]:
    """Ways to bring a script into a page."""
    yield from (text for text in strings(path) if "<script" in text.lower() or "javascript:" in text.lower())
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr=verb)) if verb in SCRIPT_CALLS:
                yield verb
            case ast.Call(func=ast.Attribute(attr="props"), args=[ast.Constant(value=str(text)), *_]):
                if BOUND_PROP.search(text):
                    yield text
            case ast.keyword(arg=str(name)) if SCRIPT_KEYWORDS.fullmatch(name):
                yield name
            case ast.Subscript(slice=ast.Constant(value=str(key))) if key.startswith((":", "@")):
                yield key
            case ast.Dict(keys=keys):
                names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
                yield from (name for name in names if SCRIPT_KEYWORDS.fullmatch(name) or name.startswith((":", "@")))


def test_imports_run_downward_only() -> None:
    found = [fault_of_import(path, *names) for path in sources() for names in modules_imported(path)]

    assert not sorted(filter(None, set(found)))


def test_every_place_has_its_floor() -> None:
    places = {place_of(path) for path in sources()} - {"__init__"}

    assert places == set().union(*FLOORS)


def test_nicegui_stays_upstairs() -> None:
    below = [path for path in sources() if place_of(path) not in NICEGUI_LIVES_IN]
    found = {(path.name, module, name) for path in below for module, name in modules_imported(path)}

    assert {(module, name) for _, module, name in found if module.startswith("nicegui")} == {("nicegui", "binding")}


def test_only_internals_imports_what_others_do_not_promise() -> None:
    found = {(path.name, reach_of_import(*names)) for path in outside_internals() for names in modules_imported(path)}

    assert not {(name, reach) for name, reach in found if reach}


def test_only_internals_uses_private_parts_of_others() -> None:
    assert not {path.name: found for path in outside_internals() if (found := list(reaches(tree_of(path))))}


def test_only_internals_extends_private_parts_of_foreign_classes() -> None:
    classes = [found for path in outside_internals() for found in classes_of(path)]

    assert not {found: shared for found in classes if (shared := private_parts_shared_with_foreign_bases(found))}


def test_every_reach_has_its_contract() -> None:
    inside = [path for path in sources() if place_of(path) == "internals" and path.stem != "__init__"]
    contracts = {
        path: ROOT / "tests" / path.parent.relative_to(ROOT / "livechat") / f"test_{path.name}" for path in inside
    }

    assert not [path.name for path, contract in contracts.items() if not contract.exists()]


def test_sql_stays_in_the_store() -> None:
    outside = [path for path in sources() if place_of(path) not in SQL_LIVES_IN]
    connects = ROOT / "livechat" / "internals" / "sqlite_connection.py"
    imported = {module for path in outside if path != connects for module, _ in modules_imported(path)}

    assert {module for module in imported if module.split(".")[0] == "sqlalchemy"} <= TYPES_OF_TRANSACTIONS
    assert not {module for module in imported if module.split(".")[0] in ("sqlite3", "sqlmodel", "aiosqlite")}
    assert not [text for path in outside for text in strings(path) if SQL.match(text)]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_holds_state(path: Path) -> None:
    tree = tree_of(path)
    mutable = {name for name, value in named_at_module_level(tree) if is_mutable(value) and name != "__all__"}

    assert not {name for name in mutable if not name.isupper() or is_changed(tree, name)}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]


def test_no_script_is_written_here() -> None:
    spared = ROOT / "livechat" / "web" / "nicegui" / "content_policy.py"  # puts nonces on NiceGUI's own

    assert not {path.name: found for path in sources() if path != spared and (found := list(script_in(path)))}


def test_no_script_file_is_in_the_tree() -> None:
    folders = [ROOT / name for name in ("livechat", "tests", "bin", "docs", "bench") if (ROOT / name).exists()]
    files = [path for folder in folders for path in folder.rglob("*")] + list(ROOT.glob("*"))

    assert not [path for path in files if path.suffix in SCRIPT_FILES]


def test_the_rules_see_what_breaks_them() -> None:
    tree = ast.parse("NAMES = []\nNAMES.append(1)\ncache: dict[str, int] = {}\nFIXED = {1: 2}")
    mutable = {name for name, value in named_at_module_level(tree) if is_mutable(value)}

    assert mutable == {"NAMES", "cache", "FIXED"}
    assert [name for name in sorted(mutable) if is_changed(tree, name)] == ["NAMES"]
    assert fault_of_import(ROOT / "livechat" / "store" / "users.py", "livechat.services.rooms.rooms", "Rooms")
    assert fault_of_import(ROOT / "livechat" / "web" / "application.py", "livechat.live.room.viewer", "Viewer")
    assert not fault_of_import(ROOT / "livechat" / "web" / "server.py", "livechat.internals.uvicorn.server", "Server")
    assert SQL.match("SELECT id\nFROM users")


class Planted(Element):
    """Breaks the rule about private parts of a base: overrides one, and uses another."""

    def _handle_delete(self) -> None:
        self._props.clear()


@pytest.mark.parametrize(
    "planted",
    ["client._request", "super()._handle_delete()", "sio.manager._rooms", "setattr(x, '_y', 1)", "Client.instances"],
)
def test_the_rules_see_private_parts_of_others(planted: str) -> None:
    assert list(reaches(ast.parse(planted)))


@pytest.mark.parametrize("innocent", ["self._a", "cls._b", "x.__dict__", "x.plain", "self._a.b"])
def test_the_rules_spare_ones_own(innocent: str) -> None:
    assert not list(reaches(ast.parse(innocent)))


@pytest.mark.parametrize(
    "planted",
    [
        ("nicegui", "core"),
        ("nicegui", ""),
        ("nicegui.outbox", "Outbox"),
        ("nicegui.helpers", ""),
        ("socketio", "AsyncServer"),
        ("engineio.packet", "Packet"),
        ("uvicorn.protocols.websockets.auto", "AutoWebSocketsProtocol"),
    ],
)
def test_the_rules_see_imports_of_what_nobody_promises(planted: tuple[str, str]) -> None:
    assert reach_of_import(*planted)
    assert not reach_of_import("nicegui", "ui")
    assert not reach_of_import("nicegui_extras", "core")


def test_the_rules_see_private_parts_of_a_base() -> None:
    assert private_parts_shared_with_foreign_bases(Planted) == {"_handle_delete", "_props"}


def test_the_rules_know_queries_and_bound_props() -> None:
    assert SQL.match("SELECT id\nFROM users")
    assert BOUND_PROP.search("dense :rules='[]'")
    assert not BOUND_PROP.search("role=log aria-label=Messages")
