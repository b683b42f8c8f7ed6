"""Pages in rooms and in the lobby, without NiceGUI and without a browser."""

import asyncio
from datetime import UTC
from itertools import count
from typing import Any

from livechat.chat import Chat
from livechat.live.lobby.cards import CARDS_ID, MORE_ID
from livechat.live.lobby.viewer import LobbyViewer
from livechat.live.room.chrome.parts import RoomChrome
from livechat.live.room.chrome.typing_line import TypingLine
from livechat.live.room.frames import RoomFrames
from livechat.live.room.history.blocks import History
from livechat.live.room.history.loading import BlockLoader
from livechat.live.room.history.rows import RoomRows
from livechat.live.room.viewer import Viewer
from livechat.live.screens import Screens
from livechat.records import Person, PostedMessage, RoomInfo
from tests.eventually import eventually
from tests.fakes import settle
from tests.internals.peers import FakeClient, Peer

_numbers = count(1)


class Watcher:
    """Somebody's page in one room, and the browser it would be in."""

    def __init__(
        self, chat: Chat, screens: Screens, person: Person, room: RoomInfo, *, target: int | None = None
    ) -> None:
        self._chat = chat
        self.person = person
        self.room_id = room.id
        self.client = FakeClient(f"page-{next(_numbers)}")
        self._screens = screens
        self.screen = screens.room(person.id, room.id)
        self.viewer = Viewer(self.client, person.id, self, target=target)  # type: ignore[arg-type]
        self.sentences: list[str] = []
        self.memberships_seen = 0
        self.pins_seen = 0
        self.breaks_at = ""  # what its page cannot do

    @property
    def peer(self) -> Peer:
        return self.client.peer

    async def connect(self) -> None:
        """Open the page, or come back on a new socket, and wait for the state."""
        self.screen = self._screens.room(self.person.id, self.room_id)
        self._chat.presence.join(self.person.id, self.room_id, self.viewer.key)
        self.screen.connect(self.viewer)
        await eventually(lambda: self.screen.ready and self.viewer.window is not None)

    def disconnect(self) -> None:
        """Lose the socket."""
        self.client.peer = self.peer.reconnect()
        self.screen.disconnect(self.viewer)
        self._chat.presence.lose(self.person.id, self.room_id, self.viewer.key)

    def leave(self) -> None:
        """Go elsewhere in the same page."""
        self.screen.leave(self.viewer)
        self._chat.presence.leave(self.person.id, self.room_id, self.viewer.key)

    # What it sees

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows from the top, as the elements name each other."""
        elements = self.peer.elements
        blocks = [name for name in elements[f"f{self.room_id}"]["children"] if name.startswith("b")]
        lists = [name for block in blocks for name in elements[block]["children"]]
        rows = [name for rows in lists for name in elements[rows]["children"]]
        articles = [elements[name] for name in rows if name in elements and elements[name]["tag"] == "article"]
        return [{**row, "props": _with_words(row, elements)} for row in articles]

    @property
    def positions(self) -> list[int]:
        return [int(row["props"]["data-position"]) for row in self.rows]

    @property
    def typing(self) -> str:
        return str(self.peer.elements[f"t{self.room_id}"]["props"]["innerHTML"])

    @property
    def people(self) -> str:
        return str(self.peer.elements[f"p{self.room_id}"]["props"]["innerHTML"])

    @property
    def header(self) -> str:
        return inside(self.peer, f"h{self.room_id}")

    async def read_afresh(self, *others: "Watcher") -> History:
        """The rows of the same window, and of those of others in the room, as they are stored."""
        history = History(self.room_id)
        rows = RoomRows(self._chat.directory, self.room_id, UTC, history)
        loader = BlockLoader(self._chat.db, self.room_id, history, rows, self._chat.kept_html)
        for watcher in (self, *others):
            assert watcher.viewer.window is not None
            await loader.load(watcher.viewer.window.blocks)
        return history

    def told_afresh(self, history: History | None = None) -> dict[str, Any]:
        """What a browser that knows nothing would be told of the same window."""
        assert self.viewer.window is not None
        chrome, typing = RoomChrome(self._chat, self.room_id), TypingLine(self.room_id)
        chrome.start(is_empty=self.screen.history.last_position < 0)
        typing.start(self._chat.typing.people(self.room_id))
        frames = RoomFrames(self.room_id, history or self.screen.history, chrome, typing)
        peer = Peer()
        peer.transport.write(frames.state(self.person.id, self.viewer.window.blocks))
        return peer.elements

    def is_up_to_date(self) -> bool:
        """Whether its browser shows what it would be told now."""
        window = self.viewer.window
        if window is None or not self.screen.ready or not self.screen.history.has(window.blocks):
            return False
        told = self.peer.elements
        return all(told.get(name) == element for name, element in self.told_afresh().items())

    # Place

    def moved(self) -> None:
        self._break_at("moved")

    def arrived(self) -> None:
        self._break_at("arrived")

    def changed(self) -> None:
        self._break_at("changed")
        self.memberships_seen += 1

    def message_changed(self, message: PostedMessage) -> None:
        self._break_at("message_changed")

    def pins_changed(self) -> None:
        self._break_at("pins_changed")
        self.pins_seen += 1

    def expelled(self, sentence: str) -> None:
        """Say why, and leave some turns later, as a page does that goes to the lobby in a task of its own."""
        self._break_at("expelled")
        self.sentences.append(sentence)
        self._going = asyncio.create_task(self._go())

    async def _go(self) -> None:
        await settle()
        self.leave()

    def failed(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def _break_at(self, name: str) -> None:
        if name == self.breaks_at:
            raise RuntimeError(f"{name} fails on purpose")


def _with_words(row: dict[str, Any], elements: dict[str, Any]) -> dict[str, Any]:
    parts = [elements[name]["props"] for name in row.get("children", [])]
    return {"innerHTML": "".join(str(part.get("innerHTML", "")) for part in parts), **row["props"]}


def inside(peer: Peer, name: str) -> str:
    """The HTML of an element's parts."""
    return "".join(peer.elements[part]["props"]["innerHTML"] for part in peer.elements[name]["children"])


class LobbyWatcher:
    """Somebody's page in the lobby."""

    def __init__(self, screens: Screens, person: Person) -> None:
        self._screen = screens.lobby
        self.client = FakeClient(f"page-{next(_numbers)}")
        self.viewer = LobbyViewer(self.client, person.id, UTC)  # type: ignore[arg-type]

    @property
    def peer(self) -> Peer:
        return self.client.peer

    def connect(self) -> None:
        self._screen.connect(self.viewer)

    def disconnect(self) -> None:
        self.client.peer = self.peer.reconnect()
        self._screen.disconnect(self.viewer)

    def leave(self) -> None:
        self._screen.leave(self.viewer)

    def show_more(self) -> None:
        self._screen.show_more(self.viewer)

    @property
    def has_more(self) -> bool:
        return "Show more rooms" in str(self.peer.elements[MORE_ID])

    @property
    def cards(self) -> list[str]:
        """The names on the cards, in their order."""
        elements = self.peer.elements
        return [elements[name]["props"]["aria-label"] for name in elements[CARDS_ID]["children"]]

    def card(self, name: str) -> str:
        """What stands on the card of that name."""
        elements = self.peer.elements
        (card,) = [card for card in elements if elements[card].get("props", {}).get("aria-label") == name]
        return inside(self.peer, card)
