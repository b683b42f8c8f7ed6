"""Pages and commands use the verbs at the front door: what they name of `Chat` is a service with rules, or a fact."""

import ast

from livechat.chat import Chat
from tests.test_architecture import ROOT, tree_of

FACTS = {"settings", "clock"}
INSIDE = ("pages", "web/login")


def reaches_past_the_door(tree: ast.Module) -> set[str]:
    """What is taken of something called `chat` that is neither a service with verbs nor a fact."""
    taken = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and getattr(node.value, "attr", getattr(node.value, "id", "")).lstrip("_") == "chat"
    }
    return taken - set(Chat.front_door) - FACTS


def test_pages_use_verbs_alone() -> None:
    files = [path for folder in INSIDE for path in (ROOT / "livechat" / folder).rglob("*.py")]
    found = {path.name: past for path in files if (past := reaches_past_the_door(tree_of(path)))}

    assert not found


def test_what_reaches_past_the_door_is_seen() -> None:
    tree = ast.parse("page.chat.directory.room(1)\nself._chat.rooms.get(1, 2)\nchat.db.write()\nchat.settings.port")

    assert reaches_past_the_door(tree) == {"directory", "db"}
