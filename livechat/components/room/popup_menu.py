"""A menu that is made when it is asked for."""

from collections.abc import Callable, Iterable

from nicegui import ui

Item = tuple[str, Callable[[], object]]  # what it says, and what it does


class PopupMenu(ui.menu):
    """Open from its beginning, and gone when it closes. It stands at its parent, or at `target`, a selector of CSS.

    What it stands at does not open and close it: Quasar would take the release of the Enter that chose something for
    one more press there, since the focus is back by then.
    """

    def __init__(self, target: str | None = None) -> None:
        super().__init__(value=True)
        if target is not None:
            self.props["target"] = target
        self.props("no-parent-event").classes("menu").on("hide", self.delete)


class ItemMenu(PopupMenu):
    """One chooses one of these."""

    def __init__(self, items: Iterable[Item], target: str | None = None) -> None:
        super().__init__(target)
        with self:
            for label, act in items:
                ui.menu_item(label, on_click=act).props("role=menuitem").classes("menu-item")
        self.run_method("focus")  # one that is open from its beginning does not take it by itself
