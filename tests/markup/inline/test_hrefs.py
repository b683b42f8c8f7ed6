"""Where links may lead, and how an attribute holds it."""

import pytest

from livechat.markup.inline.hrefs import href_of


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/ä?ö=ü", "https://example.org/%C3%A4?%C3%B6=%C3%BC"),
        ("https://münchen.de/a b", "https://münchen.de/a%20b"),
        ("https://example.org/%41", "https://example.org/%41"),
        ("https://example.org/\ud800", "https://example.org/?"),
    ],
)
def test_a_target_is_quoted_behind_its_host(address: str, href: str) -> None:
    assert href_of(address) == href
