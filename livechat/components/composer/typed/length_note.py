"""Says of a text that it is too long."""

from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.textarea import MAX_CHARACTERS
from livechat.i18n.text import lazy_gettext
from livechat.services.rooms.messages import too_long

CUT = lazy_gettext("Only the first {most} characters fit here; the rest was cut.", most=MAX_CHARACTERS)


class LengthNote:
    """A message has at most `max_characters`; the field holds more."""

    def __init__(self, notes: ComposerNotes, max_characters: int) -> None:
        self._notes = notes
        self._max_characters = max_characters

    def typed(self, text: str, *, is_full: bool) -> None:
        """Say it while one writes, and not only when it is refused; of a field that `is_full`, that it cuts."""
        if is_full:
            self._notes.say(str(CUT))
        elif not self.refuses(text) and not self._notes.seconds_to_wait:
            self._notes.say("")

    def refuses(self, text: str) -> bool:
        """Whether it is too long to be sent; then it says so."""
        length = len(text.strip("\n").rstrip())  # as the rule counts, without what is taken off the ends
        if is_too_long := length > self._max_characters:
            self._notes.say(str(too_long(length, self._max_characters)))
        return is_too_long
