"""What people say of themselves: the form, and beside it how the others see them."""

from collections.abc import Awaitable, Callable

from htpy import Renderable, bdi, fragment, p, span
from nicegui import binding, ui
from nicegui.element import Element

from livechat.components.fields import text_area, text_field, text_in
from livechat.components.notices import notify
from livechat.components.person import avatar
from livechat.errors import ChatError, Invalid
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext
from livechat.records import Person
from livechat.services.viewer_state import ViewerState

SAVED = lazy_gettext("Saved. Everybody sees it now.")

Save = Callable[[str, str], Awaitable[object]]
"""Display name, about; raises ChatError."""


class ProfileForm(Element):
    """What was typed stays until it is right."""

    def __init__(self, person: Person, save: Save) -> None:
        super().__init__("div")
        self._save = save
        self.classes("form")
        with self:
            self._name = text_field(_("Display name"), person.display_name).props("autocomplete=name")
            self._about = text_area(_("About"), person.about)
            with ui.row().classes("form-actions"):
                ui.button(_("Save"), color=None, on_click=self._on_save).props("unelevated no-caps").classes("button")
                self._done = ui.label().classes("form-done").props("role=status")
        self._name.on("keydown.enter", self._on_save)
        for field in (self._name, self._about):
            field.on_value_change(self._on_change)

    def _on_change(self) -> None:
        self._name.error = self._about.error = None
        self._done.text = ""

    async def _on_save(self) -> None:
        self._on_change()
        try:
            await self._save(text_in(self._name), text_in(self._about))
        except Invalid as error:
            (self._about if error.field == "about" else self._name).error = str(error)
        except ChatError as error:
            notify(str(error))
        else:
            self._done.text = str(SAVED)


class ProfilePreview(Element):
    """Follows the viewer's state."""

    person = binding.BindableProperty(on_change=lambda self, _: self._draw())

    def __init__(self, state: ViewerState) -> None:
        super().__init__("div")
        self.classes("profile-preview")
        self.person = state.person
        self._draw()
        binding.bind_from(self, "person", state, "person")

    def _draw(self) -> None:
        self.props["innerHTML"] = str(profile_preview(self.person))


def profile_preview(person: Person) -> Renderable:
    """Picture, name and words of a person."""
    return fragment[
        avatar(person),
        span(".profile-words")[
            bdi(".profile-name")[person.display_name],
            p(".profile-about", dir="auto")[person.about or _("Nothing about you yet.")],
        ],
    ]
