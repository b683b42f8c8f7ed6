"""The line over every page while the disk gives trouble: administrators read what it is, others what it means."""

from datetime import tzinfo

from htpy import Node, fragment
from nicegui import Client, binding
from nicegui.element import Element

from livechat.components.times import clock_time
from livechat.errors import Trouble
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext, woven
from livechat.records import Person, StorageTrouble
from livechat.services.viewer_state import ViewerState

TO_ADMINISTRATORS = {
    Trouble.DISK_FULL: lazy_gettext("The disk is full: messages cannot be stored. Make room on the server."),
    Trouble.NEARLY_FULL: lazy_gettext(
        "The disk is nearly full. Make room on the server before messages cannot be stored."
    ),
    Trouble.LOCKED: lazy_gettext(
        "Another program holds the database: messages cannot be stored. End that program on the server."
    ),
    Trouble.READ_ONLY: lazy_gettext(
        "The database may not be written: messages cannot be stored. Look at its file on the server."
    ),
    Trouble.DAMAGED: lazy_gettext("The database is damaged. Stop the server and bring a backup back."),
    Trouble.OTHER: lazy_gettext("The disk refuses: messages cannot be stored. Look at the server and its log."),
}
TO_OTHERS = lazy_gettext("Messages cannot be stored just now. What you write stays in its field.")


class StorageNotice:
    """Follows the viewer's state; its line is made when there is something to say, above all else."""

    trouble = binding.BindableProperty(on_change=lambda self, _: self._draw())
    person = binding.BindableProperty(on_change=lambda self, _: self._draw())
    zone = binding.BindableProperty(on_change=lambda self, _: self._draw())

    def __init__(self, client: Client, state: ViewerState) -> None:
        self._client = client
        self._line: Element | None = None
        self.zone = state.zone
        self.person, self.trouble = state.person, state.trouble
        self._draw()
        binding.bind_from(self, "person", state, "person")
        binding.bind_from(self, "trouble", state, "trouble")
        binding.bind_from(self, "zone", state, "zone")
        client.on_delete(lambda: binding.remove([self]))

    def _draw(self) -> None:
        sentence = str(fragment[storage_sentence(self.trouble, self.person, self.zone)])
        if sentence and self._line is None:
            self._line = self._make_line()
        if self._line is not None:
            self._line.props["innerHTML"] = sentence
            self._line.set_visibility(bool(sentence))

    def _make_line(self) -> Element:
        with self._client.content as content:
            line = Element("div").classes("storage-notice").props("role=alert")
        line.move(content, 0)
        return line


def storage_sentence(trouble: StorageTrouble | None, person: Person, zone: tzinfo) -> Node:
    """What the person has to know, or nothing."""
    if trouble is None or (not trouble.refuses and not person.is_admin):
        return None
    if not person.is_admin:
        return str(TO_OTHERS)
    return woven(
        _("{trouble} Since {time}."),
        trouble=str(TO_ADMINISTRATORS[trouble.reason]),
        time=clock_time(trouble.since, zone),
    )
