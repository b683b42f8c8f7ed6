"""How many files the process may have open: each connection is one."""

import sys

WANTED = 65_536
ON_WINDOWS = 8_192  # there is no such limit


def raise_file_limit() -> int:
    """Raise the limit as far as allowed; how many there may be now."""
    if sys.platform == "win32":
        return ON_WINDOWS
    import resource  # noqa: PLC0415 - there is none for Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return WANTED if soft == resource.RLIM_INFINITY else soft
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):  # macOS allows less than it says
        return soft
    return wanted
