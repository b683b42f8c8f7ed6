"""No two modules, and no two packages, import each other in a circle."""

from pathlib import Path

from tests.test_architecture import ROOT, modules_imported, sources

Graph = dict[str, set[str]]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_modules() -> dict[str, Path]:
    return {module_of(path): path for path in sources()}


def imports_between(modules: dict[str, Path]) -> Graph:
    """Each module with those of the others that it imports anywhere: also inside functions, and for types alone."""
    return {
        module: {found for names in modules_imported(path) for found in (names[0], ".".join(names)) if found in modules}
        for module, path in modules.items()
    }


def by_part(graph: Graph) -> Graph:
    """The same between the packages and modules right under `livechat.live`, `livechat.web` and so on."""
    parts: Graph = {}
    for module, imported in graph.items():
        part = part_of(module)
        parts.setdefault(part, set()).update({part_of(other) for other in imported} - {part})
    return parts


def part_of(module: str) -> str:
    return ".".join(module.split(".")[:3])


def circles(graph: Graph) -> set[frozenset[str]]:
    """The strongly connected components: what imports, over whichever others, what imports it."""
    reached = {node: reachable(graph, node) for node in graph}
    return {frozenset(other for other in reached[node] if node in reached[other]) for node in graph} - {frozenset()}


def reachable(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [*graph[start]]
    while waiting:
        if (node := waiting.pop()) not in found:
            found.add(node)
            waiting += graph[node]
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert not circles(imports_between(own_modules()))


def test_no_packages_import_each_other_in_a_circle() -> None:
    assert not circles(by_part(imports_between(own_modules())))


def planted(folder: Path, **texts: str) -> Graph:
    files = {f"livechat.{name.replace('__', '.')}": folder / f"{name}.py" for name in texts}
    for path, text in zip(files.values(), texts.values(), strict=True):
        path.write_text(text)
    return imports_between(files)


def test_a_circle_is_found_wherever_its_imports_stand(tmp_path: Path) -> None:
    graph = planted(
        tmp_path,
        live__screen="from livechat.live.viewer import Viewer",
        live__viewer="if TYPE_CHECKING:\n    from livechat.live import rows",
        live__rows="def draw():\n    import livechat.live.screen",
        pages__room="from livechat.live.screen import RoomScreen",
    )

    assert circles(graph) == {frozenset({"livechat.live.screen", "livechat.live.viewer", "livechat.live.rows"})}


def test_a_circle_of_packages_is_found_without_one_of_modules(tmp_path: Path) -> None:
    graph = planted(
        tmp_path,
        web__login__page="from livechat.web.middleware.proxy import SCHEMES",
        web__middleware__session="from livechat.web.login.cookies import read_cookie",
        web__middleware__proxy="",
        web__login__cookies="",
    )

    assert not circles(graph)
    assert circles(by_part(graph)) == {frozenset({"livechat.web.login", "livechat.web.middleware"})}
