"""The composer's textarea: how it looks, and how much it takes."""

from livechat.i18n.text import gettext as _
from livechat.internals.textarea import BareTextarea
from livechat.preferences.choices import DevicePreferences

# An event says a control character in 7 bytes, a quote in 4 and a character of any script in 3, so that 16,000 of
# whichever fit a frame of 128 kB with its envelope.
MAX_CHARACTERS = 16_000
ANSWER_SECONDS = 10.0

# What tells browsers and password managers (1Password, LastPass, Bitwarden, Dashlane) that nothing of theirs goes here.
NO_PASSWORD = {
    "name": "message",
    "autocomplete": "off",
    "data-1p-ignore": "true",
    "data-lpignore": "true",
    "data-bwignore": "true",
    "data-form-type": "other",
}


class ComposerTextarea(BareTextarea):
    """One line that grows with its text."""

    def __init__(self, text: str, at_device: DevicePreferences) -> None:
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
                "dir": "auto",
                **NO_PASSWORD,
            }
        )
        if at_device.is_known:  # what a keyboard on the screen writes on the key
            self.props["enterkeyhint"] = "send" if at_device.enter_sends else "enter"
        self.classes("composer-field")

    async def ask(self) -> str | None:
        """The value as the browser has it now, or None when it has no such field. Raises TimeoutError."""
        return await self.read(within_seconds=ANSWER_SECONDS)


def is_full(value: str) -> bool:
    """Whether the field takes no more, so that something may have been cut. Browsers count in UTF-16."""
    return len(value) * 2 >= MAX_CHARACTERS and len(value.encode("utf-16-le", "surrogatepass")) == 2 * MAX_CHARACTERS
