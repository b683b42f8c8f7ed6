"""The commands that the README tells a newcomer to type."""

from __future__ import annotations

import re


def commands(readme: str) -> list[str]:
    """List the fenced lines in their order."""
    fences = re.findall(r"^```\w*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [line for fence in fences for line in fence.splitlines() if line.strip()]
