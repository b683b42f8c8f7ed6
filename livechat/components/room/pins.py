"""The panel "Pinned messages": what a room keeps at hand. It follows while it is open."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo

from htpy import Element as Html
from htpy import Renderable, a, bdi, button, div, fragment, p, span, time
from markupsafe import escape
from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import PINS_ELEMENT_ID, Unpin, command_in, commanding
from livechat.components.empty_state import empty_state
from livechat.components.icon import icon
from livechat.components.person import avatar
from livechat.components.times import clock_time, day_name, full_time
from livechat.i18n.text import gettext as _
from livechat.i18n.text import woven
from livechat.ids import MessageId
from livechat.markup.plain import plain_text, shortened
from livechat.records import PinnedMessage, PostedMessage

EXCERPT_MAX_CHARACTERS = 280


class PinsPanel(ui.dialog):
    """Made when asked for, gone when closed. `unpin` is None for who may not."""

    def __init__(self, slug: str, zone: tzinfo, unpin: Callable[[MessageId], Awaitable[None]] | None) -> None:
        super().__init__(value=True)
        self._slug, self._zone, self._unpin = slug, zone, unpin
        self._rows: dict[MessageId, Element] = {}
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Pinned messages")
        with self, ui.card().classes("dialog pins"):
            Element("h2").props["innerHTML"] = str(escape(_("Pinned messages")))
            self._empty = Element("div")
            self._empty.props["innerHTML"] = str(nothing_pinned())
            self._list = Element("ul").classes("pins-list").props(f"id={PINS_ELEMENT_ID} role=list")
            self._list.props["aria-label"] = _("Pinned messages")
            self._list.on("command", self._on_command, args=["command"])
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")

    def show(self, pins: Sequence[PinnedMessage]) -> None:
        """What is pinned now. What stays keeps its place in the browser, and the focus."""
        shown = {pin.message.id for pin in pins}
        for message_id in self._rows.keys() - shown:
            self._rows.pop(message_id).delete()
        for index, pin in enumerate(pins):
            self._show_row(index, pin)
        self._empty.set_visibility(not pins)
        self._list.set_visibility(bool(pins))

    def _show_row(self, index: int, pin: PinnedMessage) -> None:
        row = self._rows.get(pin.message.id)
        if row is None:
            with self._list:
                row = self._rows[pin.message.id] = Element("li").classes("pin")
            row.move(target_index=index)
        html = str(pinned_message(pin, self._slug, self._zone, may_unpin=self._unpin is not None))
        if row.props.get("innerHTML") != html:
            row.props["innerHTML"] = html

    async def _on_command(self, event: GenericEventArguments) -> None:
        command = command_in(event.args)
        if isinstance(command, Unpin) and self._unpin is not None:
            await self._unpin(command.id)


def nothing_pinned() -> Renderable:
    """What stands in the panel of a room without pins."""
    return empty_state(
        _("Nothing is pinned yet"),
        _("What everybody should find again: the room's administrators pin a message by “More” in its row."),
    )


def pinned_message(pin: PinnedMessage, slug: str, zone: tzinfo, *, may_unpin: bool) -> Renderable:
    """A link to the message, which says who wrote it, when and what; who pinned it; and "Unpin"."""
    message = pin.message
    return fragment[
        a(".pin-link", href=f"/rooms/{slug}?m={message.id}")[
            avatar(message.author), div(".pin-main")[_heading(message, zone), _excerpt(message)]
        ],
        div(".pin-foot")[
            span(".pin-by")[icon("push_pin"), woven(_("Pinned by {person}"), person=bdi[pin.by.display_name])],
            may_unpin and button(".pin-unpin", commanding(Unpin(message.id)))[_("Unpin")],
        ],
    ]


def _heading(message: PostedMessage, zone: tzinfo) -> Html:
    at = message.inserted_at
    return div(".pin-heading")[
        bdi(".pin-author")[message.author.display_name],
        time(".pin-time", datetime=at.isoformat(timespec="seconds"), title=full_time(at, zone))[
            day_name(at, zone), ", ", clock_time(at, zone)
        ],
    ]


def _excerpt(message: PostedMessage) -> Html:
    return p(".pin-excerpt", dir="auto")[shortened(plain_text(message.html), EXCERPT_MAX_CHARACTERS)]
