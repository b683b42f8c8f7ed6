"""Reads markup as a browser's accessibility tree does, as far as tests ask."""

from html.parser import HTMLParser
from typing import Any

VOID = {"img", "br", "hr", "input", "link", "meta"}


class Node:
    """An element with its attributes and what is inside."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Node | str] = []

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def name(self) -> str:
        """The accessible name: its label, or what is inside and not hidden."""
        return self.attributes.get("aria-label") or self.visible().strip()

    def all(self, tag: str = "", **attributes: str) -> "list[Node]":
        """Every element below with this tag and these attributes, in order."""
        wanted = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
        found: list[Node] = []
        for child in self.children:
            if isinstance(child, Node):
                fits = child.tag == tag or not tag
                if fits and all(child.attributes.get(key) == value for key, value in wanted.items()):
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> "Node":
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def visible(self) -> str:
        if self.attributes.get("aria-hidden") == "true":
            return ""
        return "".join(child if isinstance(child, str) else child.visible() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack = [Node("root", {})]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.stack[-1].children.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.stack.pop().tag == tag, f"unbalanced </{tag}>"

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def read(markup: object) -> Node:
    """The markup as a tree. Fails when it is not balanced."""
    reader = _Reader()
    reader.feed(str(markup))
    reader.close()
    assert len(reader.stack) == 1, "something is not closed"
    return reader.stack[0]
