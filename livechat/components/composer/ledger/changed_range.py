"""Finds what was changed in a text of which only the new value is known."""


def changed_range(old: str, new: str, caret: int) -> tuple[int, int]:
    """The range of the old text that was replaced, as start and end.

    Where the texts leave it open ("aa" became "a"), it is the range at the caret, where the change before had ended.
    """
    grown = len(new) - len(old)
    start, end = (caret, caret) if grown > 0 else (caret + grown, caret)
    if grown and start >= 0 and new[:start] == old[:start] and new[end + grown :] == old[end:]:
        return start, end
    start = _same_at_start(old, new)
    return start, len(old) - _same_at_end(old, new, min(len(old), len(new)) - start)


def _same_at_start(old: str, new: str) -> int:
    """By halving, as comparing slices is a thousand times quicker than comparing characters."""
    same, most = 0, min(len(old), len(new))
    while same < most:
        middle = (same + most + 1) // 2
        if old[same:middle] == new[same:middle]:
            same = middle
        else:
            most = middle - 1
    return same


def _same_at_end(old: str, new: str, most: int) -> int:
    same = 0
    while same < most:
        middle = (same + most + 1) // 2
        if old[len(old) - middle : len(old) - same] == new[len(new) - middle : len(new) - same]:
            same = middle
        else:
            most = middle - 1
    return same
