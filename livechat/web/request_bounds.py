"""How large a body may be and how long it may take, by route."""

from livechat.internals.uvicorn.bounds import BodyBounds

FORM = BodyBounds(max_bytes=65_536, seconds=20.0)


def body_bounds(_method: str, _path: str) -> BodyBounds:
    """The bounds of a request's body: forms are all that is sent so far."""
    return FORM
