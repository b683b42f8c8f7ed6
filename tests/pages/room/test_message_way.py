"""A message's way from Enter to the socket of somebody else is the one that docs/architecture.md tells, hop by hop."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.composer.field import sending_key
from livechat.live.screens import Screens
from livechat.preferences.choices import DevicePreferences
from livechat.records import Person
from tests.eventually import eventually
from tests.live.watchers import Watcher
from tests.pages.elements import around_field, element_named, trigger
from tests.people import person, room
from tests.test_architecture import ROOT
from tests.test_architecture_document import rows, section

PRODUCT = f"{ROOT}/livechat/"
HANDED_OVER_BY = ("SendQueue.put", "RoomServer._accept", "Subscription.deliver", "FakeTransport.write")
TEXT = "Then so it is"  # begins and ends otherwise than the first, which the field still shows


class Way:
    """The product's functions between Enter and the other's socket."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self.hops: dict[str, None] = {}  # in their order: those under way whenever the message was handed over
        self._ways = list(HANDED_OVER_BY)

    def note(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call" or not self._ways:
            return
        if (name := name_of(frame)) and name not in self.entered:
            self.entered.append(name)
        if frame.f_code.co_qualname == self._ways[0] and self._carries(frame):
            self.hops |= dict.fromkeys(reversed([*under_way(frame)]))
            del self._ways[0]

    def _carries(self, frame: FrameType) -> bool:
        return self._ways[0] != "FakeTransport.write" or TEXT.encode() in frame.f_locals["data"]


def name_of(frame: FrameType) -> str | None:
    """`store/messages.py:insert_many` for a named function of the product."""
    code = frame.f_code
    is_ours = code.co_filename.startswith(PRODUCT) and not code.co_name.startswith("<")
    return f"{code.co_filename.removeprefix(PRODUCT)}:{code.co_qualname}" if is_ours else None


def under_way(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        if name := name_of(frame):
            yield name
        frame = frame.f_back


ENTER = sending_key(DevicePreferences())


@contextmanager
def watched() -> Iterator[Way]:
    way = Way()
    sys.setprofile(way.note)
    try:
        yield way
    finally:
        sys.setprofile(None)


def files_of(functions: list[str]) -> int:
    return len({function.partition(":")[0] for function in functions})


async def type_in(page: User, text: str) -> None:
    await trigger(page, element_named(page, "Message"), "update:value", text)


async def press_enter(page: User) -> None:
    pressed = {"isComposing": False, "keyCode": 13}
    await trigger(page, around_field(element_named(page, "Message")), ENTER, pressed)


async def test_a_message_goes_the_way_that_is_told(chat: Chat, screens: Screens, alice: Person, page: User) -> None:
    bob = await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    await page.open(f"/rooms/{harbour.slug}")
    watcher = Watcher(chat, screens, bob, harbour)
    await watcher.connect()
    await type_in(page, "Harbour")
    await press_enter(page)
    await eventually(lambda: len(watcher.rows) == 1)

    await type_in(page, TEXT)
    with watched() as way:
        await press_enter(page)
        await eventually(lambda: len(watcher.rows) == 2)
    watcher.leave()

    told = [hop.strip("`") for _, hop, _ in rows("A message's way")]
    changed = re.findall(r"`([\w/]+\.py:[\w.]+)`", section("A message's way").split("On the way", 1)[1])
    assert list(way.hops) == told
    assert set(changed) <= set(way.entered)
    sentence = " ".join(section("A message's way").split())
    assert f"{len(told)} hops in {files_of(told)} files" in sentence
    assert f"{len(told) + len(changed)} functions in {files_of(told + changed)} files" in sentence
    drawn = [name for name in way.entered if name.startswith("markup/")]
    assert len(way.entered) - len(drawn) < 165, "longer than it was: tell docs/architecture.md why"
