"""Who posts: pages that type into the real composer and press Enter, or the rival's route."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from bench.crowd import Crowd
from bench.page import Page, get
from bench.viewers import Viewer, body_of
from livechat.components.composer.field import KEYS_CLASS

POSTERS = 6  # they take turns, so that nobody types faster than a page can clear its field
TYPED_BEFORE_SECONDS = 0.1
FIELD_NAME = "Message"
UP = {"key": "ArrowUp", "isComposing": False}
ENTER = {"key": "Enter", "keyCode": 13, "isComposing": False}

Post = Callable[[int], Coroutine[None, None, None]]
"""Posts the message with that number."""


class Poster(Viewer):
    """A viewer with hands."""

    def __init__(self, page: Page, *, waits_for: bytes) -> None:
        super().__init__(page, waits_for=waits_for)
        self._field = self._keys = ""  # the field, and the element around it that hears Enter
        self._value = ""  # what stands in the field

    def shown(self, key: str, element: dict[str, Any]) -> None:
        props = element.get("props", {})
        if props.get("aria-label") == FIELD_NAME:
            self._field, self._value = key, props["value"]
        elif KEYS_CLASS in element.get("class", ()):
            self._keys = key

    def prop(self, key: str, name: str) -> object:
        return self._value if (key, name) == (self._field, "inputValue") else super().prop(key, name)

    def type(self, text: str) -> None:
        """Add text to what stands in the field."""
        self._value += text
        if not self.emit(self._field, "update:value", self._value):
            raise LookupError(f"The field {FIELD_NAME} has no listener for its value.")

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self._value

    def retype(self, text: str) -> None:
        """Put text in the place of what stands in the field."""
        self._value = ""
        self.type(text)

    def press_up(self) -> None:
        """In an empty field: what one has said last comes into it."""
        if not self.emit(self._keys, "keydown", UP, pressed="up"):
            raise LookupError(f"The field {FIELD_NAME} has no listener for the arrow up.")

    def press_enter(self) -> None:
        """Send it; the page empties the field."""
        if not self.emit(self._keys, "keydown", ENTER, pressed="enter"):
            raise LookupError(f"The field {FIELD_NAME} has no listener for Enter.")


class Composers:
    """Posts through composers in turn; remembers when Enter was pressed for each number."""

    def __init__(self, posters: list[Poster]) -> None:
        self.posters = posters
        self.posted_at: dict[int, float] = {}

    @classmethod
    async def open(cls, crowd: Crowd, first_account: int, count: int = POSTERS) -> "Composers":
        """Each an account of its own."""
        posters = []
        for account in range(first_account, first_account + count):
            poster = await crowd.open(account, Poster)
            assert isinstance(poster, Poster)
            posters.append(poster)
        return cls(posters)

    async def post(self, number: int, text: str | None = None) -> None:
        """Type, and a moment later press Enter."""
        poster = self.posters[number % len(self.posters)]
        poster.type(text or body_of(number))
        await asyncio.sleep(TYPED_BEFORE_SECONDS)
        self.posted_at[number] = time.perf_counter()
        poster.press_enter()


def rival_post(port: int) -> Post:
    """Post by the rival's route."""

    async def post(number: int) -> None:
        await get(port, "/post?body=" + body_of(number).replace(" ", "%20"))

    return post


async def post_steadily(post: Post, numbers: range, *, per_second: float) -> None:
    """One after the other at an even pace, whether or not the last one has come through."""
    loop = asyncio.get_running_loop()
    begin = loop.time()
    tasks: list[asyncio.Task[None]] = []
    for index, number in enumerate(numbers):
        await asyncio.sleep(max(0.0, begin + index / per_second - loop.time()))
        tasks.append(asyncio.create_task(post(number)))
    await asyncio.gather(*tasks)
    await asyncio.sleep(max(0.0, begin + len(numbers) / per_second - loop.time()))
