"""docs/architecture.md tells the truth: what it names is there, and its floors are those that the imports keep."""

import ast
import re
from collections import Counter

import pytest

from tests.test_architecture import FLOORS, ROOT, tree_of

DOCUMENT = (ROOT / "docs" / "architecture.md").read_text()
MAX_MODULES = 14  # of one folder: more are not found by looking
TASKS = {
    "do something else with messages",
    "add uploads",
    "add a page /people",
    "add a bot's API",
    "show the time in another zone",
    "add a preference",
    "limit a verb",
}


def section(title: str) -> str:
    return DOCUMENT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """The cells of the section's table, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def defined_in(path: str) -> set[str]:
    """Names of a module, and of its classes' members as `Class.member`."""
    found: set[str] = set()
    for node in ast.walk(tree_of(ROOT / "livechat" / path)):
        name = getattr(node, "name", None) or getattr(getattr(node, "target", None), "id", None)
        found |= {name} if isinstance(name, str) else set()
        if isinstance(node, ast.ClassDef):
            members = [getattr(part, "name", "") for part in node.body]
            targets = [
                t.id
                for part in node.body
                if isinstance(part, ast.Assign)
                for t in part.targets
                if isinstance(t, ast.Name)
            ]
            found |= {f"{node.name}.{member}" for member in [*members, *targets]}
    return found


QUOTED = sorted(set(re.findall(r"`([^`\n]+)`", DOCUMENT)))
PATHS = [name for name in QUOTED if re.fullmatch(r"[\w/]+(\.py|/)(:[\w.]+)?", name)]
NAMES = [name for name in QUOTED if re.fullmatch(r"[A-Z]\w+(\.\w+)?|\w+", name) and name not in PATHS]


@pytest.mark.parametrize("name", PATHS)
def test_every_place_that_it_names_is_there(name: str) -> None:
    path, _, member = name.partition(":")
    places = [folder / path for folder in (ROOT / "livechat", ROOT)]

    assert any(place.exists() for place in places)
    assert not member or member in defined_in(path)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_that_it_uses_is_defined(name: str) -> None:
    modules = (ROOT / "livechat").rglob("*.py")

    assert any(name in defined_in(str(path.relative_to(ROOT / "livechat"))) for path in modules)


def test_its_floors_are_those_of_the_imports() -> None:
    told = [
        {name.removesuffix(".py").rstrip("/") for name in re.findall(r"`([^`]+)`", row[0])} for row in rows("Floors")
    ]

    assert told == [set(floor) for floor in reversed(FLOORS)]


def test_it_says_where_each_of_the_usual_things_goes() -> None:
    assert {task for task, *_ in rows("Where things go")} == TASKS
    assert all(re.fullmatch(r"`[\w/]+\.py`", first) for _, first, _ in rows("Where things go"))


def test_it_is_one_page() -> None:
    assert len(DOCUMENT.splitlines()) <= 100


def test_no_folder_is_a_heap() -> None:
    folders = Counter(path.parent.relative_to(ROOT) for path in (ROOT / "livechat").rglob("*.py"))

    assert not {str(folder): count for folder, count in folders.items() if count > MAX_MODULES}
