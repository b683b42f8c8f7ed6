"""Declared is what is imported: no package that another one happens to bring, and none that is there for nothing."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRODUCT = (ROOT / "app.py", ROOT / "livechat")
DEVELOPMENT = (ROOT / "tests", ROOT / "bench", ROOT / "bin")

NEEDED_WITHOUT_AN_IMPORT = {
    "httptools",  # uvicorn parses requests with it where it is there, and with the slower h11 elsewhere
    "pillow",  # decided on for the uploads to come
    "python-engineio",  # reached into through NiceGUI's `core.sio`
    "python-socketio",  # the same
    "tzdata",  # decided on for the time zones to come: not every system has its own
    "websockets",  # uvicorn's protocol, which the fan-out extends, is made of it
}
COMMANDS_AND_PLUGINS = {"mypy", "pytest-cov", "pytest-timeout", "ruff", "types-pygments"}
REACHED_INTO = {"aiosqlite", "nicegui", "python-engineio", "python-socketio", "uvicorn"}  # past what they promise

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
BOUND = re.compile(r"~=(\d+\.\d+)\.\d+$")


def named(requirements: list[str]) -> dict[str, str]:
    """Requirements by the name of their package."""
    return {normal(re.split(r"[^\w.-]", requirement)[0]): requirement for requirement in requirements}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


PRODUCTS = named(PROJECT["project"]["dependencies"])
DEVELOPMENTS = named(PROJECT["dependency-groups"]["dev"])


def sources(*places: Path) -> Iterator[Path]:
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix == ".py" or (path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env python3")):
                yield path


def modules_imported(path: Path) -> Iterator[str]:
    """The first parts of the imports' names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def packages_imported(*places: Path) -> dict[str, set[str]]:
    """Foreign modules, each with the packages that hold it; one that is not installed counts as its own package."""
    own = {path.stem for folder in (ROOT, ROOT / "bin") for path in folder.iterdir()}
    imported = {module for path in sources(*places) for module in modules_imported(path)}
    holders = packages_distributions()
    return {
        module: {normal(name) for name in holders.get(module, [module])}
        for module in imported - own - sys.stdlib_module_names
    }


def undeclared(imported: dict[str, set[str]], declared: set[str]) -> set[str]:
    return {module for module, packages in imported.items() if not packages & declared}


def test_what_the_product_imports_is_declared() -> None:
    assert not undeclared(packages_imported(*PRODUCT), set(PRODUCTS))


def test_what_tests_benches_and_commands_import_is_declared() -> None:
    assert not undeclared(packages_imported(*DEVELOPMENT), PRODUCTS.keys() | DEVELOPMENTS.keys())


def test_what_is_declared_is_used() -> None:
    idle = PRODUCTS.keys() - NEEDED_WITHOUT_AN_IMPORT - set().union(*packages_imported(*PRODUCT).values())
    idle |= DEVELOPMENTS.keys() - COMMANDS_AND_PLUGINS - set().union(*packages_imported(*DEVELOPMENT).values())

    assert not idle


def test_what_needs_no_import_is_declared() -> None:
    assert PRODUCTS.keys() >= NEEDED_WITHOUT_AN_IMPORT
    assert DEVELOPMENTS.keys() >= COMMANDS_AND_PLUGINS


def test_what_is_reached_into_is_bounded_to_the_release_that_is_locked() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    bounds = {name: BOUND.search(PRODUCTS[name]) for name in REACHED_INTO}

    assert not {name for name, bound in bounds.items() if bound is None or f"\n{name}=={bound[1]}." not in lock}


def test_the_rules_see_what_breaks_them(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("def load():\n    import os\n    from nowhere.at_all import thing\n")
    (tmp_path / "command").write_text("#!/usr/bin/env python3\nimport httpx, livechat.chat\n")

    assert packages_imported(tmp_path) == {"nowhere": {"nowhere"}, "httpx": {"httpx"}}
    assert undeclared(packages_imported(tmp_path), {"httpx"}) == {"nowhere"}
