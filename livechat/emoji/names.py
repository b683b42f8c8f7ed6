"""Which emoji there are, and what they are called: by the `emoji` library, the one list of all."""

from functools import cache

import emoji

SKIN_TONES = "🏻🏼🏽🏾🏿"  # lightest first
MAX_CHARACTERS = 16  # a kiss of two people with skin tones has ten

_VARIATION = "\ufe0f"  # asks for the coloured picture; people and programs leave it out
_BY_NAME = {
    name: character
    for character, data in emoji.EMOJI_DATA.items()
    if data["status"] <= emoji.STATUS["fully_qualified"]
    for name in (data["en"], *data.get("alias", ()))
}
_WHOLE = {
    character.replace(_VARIATION, ""): character
    for character, data in emoji.EMOJI_DATA.items()
    if data["status"] == emoji.STATUS["fully_qualified"]
}


def named(name: str) -> str:
    """The emoji of a short name, as `:tada:`; "" if there is none."""
    return _BY_NAME.get(name, "")


def whole(text: str) -> str:
    """The one form of an emoji, however much of it was left out that only asks for its picture; "" for all else."""
    return _WHOLE.get(text.replace(_VARIATION, ""), "") if len(text) <= MAX_CHARACTERS else ""


def toned(character: str, tone: str) -> str:
    """The emoji in one of `SKIN_TONES`, all its people alike; as it is where it knows none, or for ""."""
    return _toned().get((character, tone), character)


def words_of(character: str) -> str:
    """Its name as people say it: "thumbs up"."""
    return str(emoji.EMOJI_DATA[character]["en"]).strip(":").replace("_", " ")


def short_names(character: str) -> list[str]:
    """What may stand between colons for it, the usual one first: `tada`."""
    data = emoji.EMOJI_DATA[character]
    names = (*sorted(data.get("alias", ()), key=len), data["en"].lower())
    return [name.strip(":") for name in names if _BY_NAME.get(name) == character]


def all_without_tones() -> list[str]:
    """Every emoji once, in the library's order."""
    return [character for character in _WHOLE.values() if not any(tone in character for tone in SKIN_TONES)]


@cache
def _toned() -> dict[tuple[str, str], str]:
    """Emoji in one skin tone, by the same without and the tone."""
    found = {}
    for character in _WHOLE.values():
        tones = set(character) & set(SKIN_TONES)
        if len(tones) == 1:
            (tone,) = tones
            found[whole(character.replace(tone, "")), tone] = character
    return found
