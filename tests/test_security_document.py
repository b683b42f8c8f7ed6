import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_test_that_the_security_document_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text()))
    sources = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))

    missing = {name for name in named if f"def {name}(" not in sources}

    assert len(named) > 50
    assert not missing
