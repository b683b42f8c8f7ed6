"""CI: a run that nobody watches, in which nothing may be missing."""

from __future__ import annotations

from collections.abc import Mapping


def runs_in_ci(environment: Mapping[str, str]) -> bool:
    """Tell whether this is a run in which nobody can be asked and nothing may be skipped."""
    return environment.get("CI", "").lower() in ("1", "true", "yes")
