"""The composer's textarea: how it looks, and how much it takes."""

from livechat.i18n.text import gettext as _
from livechat.internals.textarea import BareTextarea

# An event says a quote or a backslash in 4 bytes and a line break or a character of any script in 3, so that 16,000
# of them fit a frame of 64 kB with its envelope. Only control characters take more (7).
MAX_CHARACTERS = 16_000
ANSWER_SECONDS = 10.0


class ComposerTextarea(BareTextarea):
    """One line that grows with its text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.props.update(
            {
                "autogrow": True,
                "rows": 1,
                "maxlength": MAX_CHARACTERS,
                "aria-label": _("Message"),
                "borderless": True,
                "dense": True,
                "placeholder": _("Write a message"),
                "autocomplete": "off",
            }
        )
        self.classes("composer-field")

    async def ask(self) -> str | None:
        """The value as the browser has it now, or None when it has no such field. Raises TimeoutError."""
        return await self.read(within_seconds=ANSWER_SECONDS)


def is_full(value: str) -> bool:
    """Whether the field takes no more, so that something may have been cut. Browsers count in UTF-16."""
    return len(value) * 2 >= MAX_CHARACTERS and len(value.encode("utf-16-le", "surrogatepass")) == 2 * MAX_CHARACTERS
