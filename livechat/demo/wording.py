"""How a thread sounds this time: who speaks, which alternatives, which words in the blanks."""

import random
import re
from dataclasses import dataclass, replace

from livechat.demo.script import Kind, Line, Thread, words
from livechat.demo.team import DemoRoom, Someone

OPTIONAL_LINES_SAID = 0.55
SENTENCES_SENT_ALONE = 0.2  # of the messages with several

_blank = re.compile(r"\{([^{}]*)\}")
_number = re.compile(r"#(\d+)-(\d+)")
_coupled = re.compile(r"(\d):")
_second_sentence = re.compile(r"(?<=[a-z)][.!?]) (?=[A-Z])")
STARTERS = "starters"  # the list of words that some people begin without a capital


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker's first name and the body of a message."""

    speaker: str
    body: str


class Wording:
    """Speaks the threads of one room; the same random numbers give the same words."""

    def __init__(self, demo_room: DemoRoom, team: tuple[Someone, ...], chance: random.Random) -> None:
        self._members = demo_room.members
        self._lower_case = {someone.first_name for someone in team if someone.types_lower_case}
        self._chance = chance

    def speak(self, thread: Thread) -> list[Said]:
        """The thread's messages; what was written for once stays as written."""
        if thread.kind in (Kind.ONCE, Kind.NEWEST):
            return [Said(line.speaker, line.text) for line in thread.lines]
        cast = self._cast(thread)
        filled: dict[str, str] = dict(cast)
        said: list[Said] = []
        for line in thread.lines:
            if line.speaker in cast and not (line.is_optional and self._chance.random() > OPTIONAL_LINES_SAID):
                said += self._say(replace(line, speaker=cast[line.speaker]), filled)
        return said

    def _cast(self, thread: Thread) -> dict[str, str]:
        """A part of nobody's is left out where the room has too few people."""
        named = {line.speaker for line in thread.lines if len(line.speaker) > 1}
        others = [name for name in self._members if name not in named]
        self._chance.shuffle(others)
        return dict(zip("ABCD", others, strict=False)) | {name: name for name in named}

    def _say(self, line: Line, filled: dict[str, str]) -> list[Said]:
        text = self._fill(line.text, filled)
        parts = [text]
        if "\n" not in text and self._chance.random() < SENTENCES_SENT_ALONE:
            parts = _second_sentence.split(text)
        if line.speaker in self._lower_case:
            parts = [_in_lower_case(part) for part in parts]
        return [Said(line.speaker, part) for part in parts]

    def _fill(self, text: str, filled: dict[str, str]) -> str:
        """Innermost blanks first, until nothing changes."""
        before = ""
        while before != text:
            before, text = text, _blank.sub(lambda match: self._choose(match[1], filled), text)
        return text[:1].upper() + text[1:]

    def _choose(self, blank: str, filled: dict[str, str]) -> str:
        if "|" in blank:
            return self._alternative(blank, filled)
        if number := _number.fullmatch(blank):
            return str(self._chance.randint(int(number[1]), int(number[2])))
        if blank not in filled:
            free = [word for word in words()[blank.rstrip("2")] if word not in filled.values()]
            filled[blank] = self._chance.choice(free)
        return filled[blank]

    def _alternative(self, blank: str, filled: dict[str, str]) -> str:
        """Those that are coupled by a number are all the first, or all the second, and so on."""
        coupling = _coupled.match(blank)
        texts = blank[coupling.end() if coupling else 0 :].split("|")
        if coupling is None:
            return self._chance.choice(texts)
        return texts[int(filled.setdefault(coupling[0], str(self._chance.randrange(len(texts)))))]


def _in_lower_case(text: str) -> str:
    first = text.split(maxsplit=1)[0]
    if first.casefold().rstrip(".,!") in words()[STARTERS]:  # not names
        text = first.lower() + text[len(first) :]
    return text.removesuffix(".") if text.count(".") == 1 else text
