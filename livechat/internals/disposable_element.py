"""An element that is told of its end. NiceGUI tells its elements by a private method alone."""

from nicegui.element import Element


class DisposableElement(Element):
    """What it holds beside its elements ends with it."""

    def dispose(self) -> None:
        """The element is deleted, or its page is; its children are still there."""

    def _handle_delete(self) -> None:
        self.dispose()
        super()._handle_delete()
