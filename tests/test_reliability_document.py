import re
from pathlib import Path

from tests.faults.attacks.catalogue import ATTACKS, MEMBERS, STRANGERS
from tests.faults.catalogue import parts

ROOT = Path(__file__).parent.parent
DOCUMENT, SECURITY = ROOT / "docs" / "reliability.md", ROOT / "docs" / "security.md"


def test_every_test_that_the_reliability_document_names_exists() -> None:
    named = re.findall(r"`(test_\w+)(?:\[(\w+)\])?`", DOCUMENT.read_text())
    sources = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))

    assert len(named) > 20
    assert not {name for name, _ in named if f"def {name}(" not in sources}
    assert {attack for _, attack in named if attack} <= set(ATTACKS)


def test_every_attack_is_named_in_the_security_document() -> None:
    named = re.findall(r"`([ms])\[([\w, ]+)\]`", SECURITY.read_text())
    attacks = {kind: {name for of, names in named if of == kind for name in names.split(", ")} for kind in "ms"}

    assert attacks == {"m": set(MEMBERS), "s": set(STRANGERS)}


def test_every_test_of_a_fault_is_named_in_the_document() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "tests" / "faults").glob("test_*.py"))
    documents = DOCUMENT.read_text() + SECURITY.read_text()

    assert not {name for name in re.findall(r"def (test_\w+)", sources) if f"`{name}" not in documents}


def test_every_scenario_that_the_document_names_can_be_run() -> None:
    named = re.findall(r"\| `([a-z_.]+)`[^|`]*\|$", DOCUMENT.read_text(), re.MULTILINE)

    assert len(named) > 10
    assert not {name for name in named if not any(part == name or part.startswith(f"{name}.") for part in parts())}
