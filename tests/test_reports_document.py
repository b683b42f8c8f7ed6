"""What docs/reports.md says is held by a test is held by one."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORTS = (ROOT / "docs" / "reports.md").read_text()


def test_every_test_that_the_reports_name_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", REPORTS))
    sources = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))

    missing = {name for name in named if f"def {name}(" not in sources}

    assert len(named) > 40
    assert not missing


def test_each_row_names_a_test_or_a_reason() -> None:
    rows = [line.strip("| ").split(" | ") for line in REPORTS.splitlines() if re.match(r"\| [A-Z]\d", line)]

    assert len(rows) > 40
    assert all("`test_" in row[-1] or "so they do" in row[2] for row in rows)
