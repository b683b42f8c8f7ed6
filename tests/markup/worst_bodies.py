"""Looks for bodies that are dear to render, by mutation: `python -m tests.markup.worst_bodies [seconds] [seed]`."""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from livechat.markup.html import message_html
from tests.cpu_time import cpu_seconds

FRAGMENTS = (
    *("a", "b c", " ", "  ", "    ", "\n", "\n\n", "\t", "word", "é", "中", "👍", "\\", "\\\n", "\u200b"),
    *("*", "**", "***", "_", "__", "~~", "~", "`", "``", "```", "```\n", "~~~\n", "\n    ", "*a*", "_a_", "*_", "_*"),
    *("[", "]", "](", "](a", "](http://a.b", ")", "(", "[a](b)", "[a](<", "[a](b '", "](b \"", '"', "'", "![", "[]("),
    *("<", ">", "<a", "<a@b.co>", "<http://a.b>", "&", "&amp;", "&#35;", "&a", ";", "|", "|-|\n", "&#x10ffff;"),
    *("> ", ">", "\n> ", "\n>", "- ", "\n- ", "\n  - ", "1. ", "\n1. ", "\n* ", "\n+ ", "+", "# ", "\n# "),
    *("www.", "+www.", "http://", "https://a.b", "://", "://[", "http:", "mailto:", "a@", "@b.co", "a.co ", "."),
    *("a.", "-", "_.", "a-", "http://a.b/(", "http://a.b/)", "/", "?", "#", ":80", "[a]: b\n", "[a]", "[a][b]", "\n["),
    *("===\n", "---\n", "|", "|a|b\n|-|-\n", "|c|d\n", "a\tb\n", "a   b\n", ":tada:", ":a", "\\a", "\\\\a\\b"),
    *("ب", "ب\n> ", "[fd00::1]"),
    *("a.local:80", "10.0.0.1 ", "smb://a", "tel:+155", "- [x] a\n", "\u2028", "~~~\n\n", "```a\nb```\n"),
)  # fmt: skip
PLAIN = "hello world, this is how people write. "


@dataclass(frozen=True)
class Recipe:
    """Runs of fragments, each repeated for its share of the length: what a person with a script would send."""

    parts: tuple[tuple[tuple[str, ...], float], ...]

    def body(self, length: int) -> str:
        whole = sum(share for _, share in self.parts)
        return "".join(_filled("".join(unit), round(length * share / whole)) for unit, share in self.parts)[:length]


def _filled(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def random_recipe(source: random.Random) -> Recipe:
    return Recipe(tuple(_part(source) for _ in range(source.choice((1, 1, 2, 2, 3, 4)))))


def _part(source: random.Random) -> tuple[tuple[str, ...], float]:
    return tuple(source.choices(FRAGMENTS, k=source.randint(1, 4))), source.choice((0.01, 0.05, 0.2, 0.5, 1))


def mutated(recipe: Recipe, source: random.Random) -> Recipe:
    parts = list(recipe.parts)
    place = source.randrange(len(parts))
    unit, share = parts[place]
    match source.randrange(6):
        case 0:
            parts[place] = _part(source)
        case 1:
            parts.insert(place, _part(source))
        case 2 if len(parts) > 1:
            del parts[place]
        case 3:
            parts[place] = unit, share * source.choice((0.3, 0.6, 1.6, 3))
        case 4:
            parts[place] = (*unit, source.choice(FRAGMENTS)), share
        case _:
            spot = source.randrange(len(unit))
            parts[place] = (*unit[:spot], source.choice(FRAGMENTS), *unit[spot + 1 :]), share
    return Recipe(tuple(parts[:5]))


def search(seed: int, length: int, kept: int = 12) -> Iterator[tuple[Recipe, float]]:
    """For ever: the dearest recipe so far and its CPU seconds, after each new try."""
    source = random.Random(seed)
    best: list[tuple[float, Recipe]] = []
    while True:
        fresh = len(best) < kept or source.random() < 0.3
        recipe = random_recipe(source) if fresh else mutated(source.choice(best)[1], source)
        render = partial(message_html, recipe.body(length))
        seconds = cpu_seconds(render)
        if len(best) < kept or seconds > best[-1][0]:
            seconds = min(seconds, cpu_seconds(render, times=2))
            best = sorted([*best, (seconds, recipe)], key=lambda pair: -pair[0])[:kept]
        yield best[0][1], best[0][0]


def main(seconds: int = 60, seed: int = 1, length: int = 10_000) -> None:
    ends, worst = time.monotonic() + seconds, 0.0
    for tries, (recipe, took) in enumerate(search(seed, length), 1):
        if took > worst:
            worst = took
            sys.stdout.write(f"{tries:7} tries, seed {seed}: {took * 1000:6.1f} ms  {recipe.parts}\n")
            sys.stdout.flush()
        if time.monotonic() > ends:
            return


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:]))
