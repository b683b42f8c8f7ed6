"""Settings that do not exist: a misspelt one would be ignored in silence."""

import os
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

PREFIX = "LIVECHAT_"
OF_TESTS = "LIVECHAT_TEST_"

_line = re.compile(r"\s*(?:export\s+)?(LIVECHAT_\w+)\s*=", re.IGNORECASE)


def unknown_settings(known: Collection[str], env_file: Path) -> Iterator[str]:
    """A sentence for each name, of the environment or the file, that is none of the known ones (without prefix)."""
    names = {f"{PREFIX}{name.upper()}" for name in known}
    for name in sorted({*os.environ, *_names_in(env_file)}):
        if name.upper().startswith(PREFIX) and not name.startswith(OF_TESTS) and name.upper() not in names:
            nearest = get_close_matches(name.upper(), names, n=1)
            yield f"There is no setting {name}: it is ignored." + (f" Is {nearest[0]} meant?" if nearest else "")


def _names_in(env_file: Path) -> list[str]:
    try:
        lines = env_file.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return []
    return [match[1] for line in lines if (match := _line.match(line))]
