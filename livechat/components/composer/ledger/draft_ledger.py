"""Keeps apart what is in a draft and what the browser's field shows while keys and writes cross on the way.

The browser reports its field's whole value after each key, in order. The server writes absolute values, one at a time,
and each write is acknowledged in the same order. A key pressed before a write arrives is overwritten on the screen but
stays in the draft, and a later write brings it back; so no key is lost, doubled or moved into another message.
"""

from dataclasses import dataclass

from livechat.components.composer.ledger.changed_range import changed_range


@dataclass(slots=True)
class Run:
    """Neighbouring characters that fare alike."""

    text: str
    live: bool  # in the draft
    shown: bool  # in the browser's field
    written: bool = False  # in the write that is under way

    def split(self, at: int) -> "tuple[Run, Run]":
        return (
            Run(self.text[:at], self.live, self.shown, self.written),
            Run(self.text[at:], self.live, self.shown, self.written),
        )

    def fares_like(self, other: "Run") -> bool:
        return (self.live, self.shown, self.written) == (other.live, other.shown, other.written)


class DraftLedger:
    """Runs of characters in the order of the text."""

    def __init__(self, text: str) -> None:
        self._runs = [Run(text, live=True, shown=True)] if text else []
        self._shown = text
        self._caret = len(text)  # where its last change ended
        self.is_writing = False

    @property
    def text(self) -> str:
        """The draft."""
        return "".join(run.text for run in self._runs if run.live)

    @property
    def shown_text(self) -> str:
        """The field's value, as far as it has been reported."""
        return self._shown

    @property
    def is_dirty(self) -> bool:
        """Whether the field shows something else than the draft."""
        return any(run.live != run.shown for run in self._runs)

    def typed(self, value: str) -> None:
        """The field's value changed: one range of it was replaced.

        Where the two values leave open which, it is the range at the caret of the change before.
        """
        start, end = changed_range(self._shown, value, self._caret)
        inserted = value[start : len(value) - (len(self._shown) - end)]
        at = self._remove(start, end)
        if inserted:
            self._runs.insert(at, Run(inserted, live=True, shown=True))
        self._shown, self._caret = value, start + len(inserted)
        self._join()

    def replace(self, text: str) -> None:
        """Make the draft a different text; the screen follows with the next write."""
        for run in self._runs:
            run.live = False
        if text:
            self._runs.append(Run(text, live=True, shown=False))
        self._join()

    def prepend(self, text: str) -> None:
        """Put text in front of the draft; the screen follows with the next write."""
        self._runs.insert(0, Run(text, live=True, shown=False))
        self._join()

    def break_line(self, at: int) -> None:
        """Begin a new line behind that many characters; the screen follows with the next write."""
        self._runs.insert(self._cut(at, of_shown=False), Run("\n", live=True, shown=False))
        self._join()

    @property
    def before_caret(self) -> str:
        """What stands before the end of the last change; nothing while the field shows something else."""
        return "" if self.is_dirty or self.is_writing else self._shown[: self._caret]

    def substitute(self, length: int, text: str) -> None:
        """Put text in the place of so many characters before the caret; the screen follows with the next write."""
        first = self._cut(self._caret - length)
        last = self._cut(self._caret)
        for run in self._runs[first:last]:
            run.live = False
        self._runs.insert(last, Run(text, live=True, shown=False))
        self._join()

    def write(self) -> str:
        """Begin a write: the value that the field shall have."""
        for run in self._runs:
            run.written = run.live
        self.is_writing = True
        self._join()
        return self.text

    def acknowledged(self, *, shown: bool = True) -> None:
        """The write has arrived; `shown` is False when the field kept its own text all the same."""
        for run in self._runs:
            run.shown = run.written if shown else run.shown
            run.written = False
        self.is_writing = False
        self._join()
        self._shown = "".join(run.text for run in self._runs if run.shown)
        self._caret = len(self._shown) if shown else min(self._caret, len(self._shown))

    def _remove(self, start: int, end: int) -> int:
        """Take a range of the screen out of draft and screen; returns the index where a new run belongs.

        What was removed leaves with the next write, which may until then still bring it back to the screen.
        """
        first = self._cut(start)
        last = self._cut(end)
        for run in self._runs[first:last]:
            if run.shown:
                run.live = run.shown = False
        return self._behind_hidden(first)

    def _cut(self, position: int, *, of_shown: bool = True) -> int:
        """Make a boundary behind that many characters of screen or draft; returns the index of what follows it."""
        for index, run in enumerate(self._runs):
            if position == 0:
                return index
            if not (run.shown if of_shown else run.live):
                continue
            if position < len(run.text):
                self._runs[index : index + 1] = run.split(position)
                return index + 1
            position -= len(run.text)
        return len(self._runs)

    def _behind_hidden(self, index: int) -> int:
        """Behind what was put there before and is not on the screen just now.

        What the screen still shows and the draft has no more stands between them at no place of the draft: the caret
        may be anywhere in it.
        """
        end = index
        while end < len(self._runs) and not (self._runs[end].live and self._runs[end].shown):
            end += 1
        hidden = [run for run in self._runs[index:end] if run.live]
        self._runs[index:end] = hidden + [run for run in self._runs[index:end] if not run.live]
        return index + len(hidden)

    def _join(self) -> None:
        """Forget what is nowhere any more, and make neighbours that fare alike one."""
        runs: list[Run] = []
        for run in self._runs:
            if not (run.live or run.shown or run.written):
                continue
            if runs and runs[-1].fares_like(run):
                runs[-1].text += run.text
            else:
                runs.append(run)
        self._runs = runs
