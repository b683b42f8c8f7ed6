"""How a contract says that a release has broken it."""

import inspect


def relies_on(owner: object, name: str, *parameters: str, where: str) -> None:
    """Fail with a sentence unless `owner` has something by that name that takes exactly these parameters."""
    label = getattr(owner, "__qualname__", None) or getattr(owner, "__name__", None) or type(owner).__name__
    gone = f"{label}.{name} is gone or changed: read what this release does instead, and mend {where}"
    found = inspect.getattr_static(owner, name, None)
    assert found is not None, gone
    assert tuple(inspect.signature(getattr(owner, name)).parameters) == parameters, gone
