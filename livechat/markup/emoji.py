"""Which messages are nothing but emoji."""

MAX_CHARACTERS = 12


def is_emoji_only(body: str) -> bool:
    """Whether a message is nothing but a few emoji, which are shown large."""
    text = body.strip()
    return 0 < len(text) <= MAX_CHARACTERS and all(_is_emoji(char) for char in text)


def _is_emoji(char: str) -> bool:
    code = ord(char)
    return 0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or code in (0x200D, 0xFE0F, 0x20) or code == 0x2B50
