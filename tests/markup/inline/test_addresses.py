"""Which text is an address, and where it ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.markup.html import message_html
from livechat.markup.inline.addresses import find_addresses
from livechat.markup.inline.hrefs import is_allowed
from tests.components.markup import read
from tests.markup.worst_bodies import FRAGMENTS


def linked(text: str) -> list[str]:
    return [text[link.start : link.end] for link in find_addresses(text)]


def shown(body: str) -> list[tuple[str, str]]:
    """Text and target of each link."""
    return [(link.text, link.attributes["href"]) for link in read(message_html(body)).all("a")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/foo.", "https://example.org/foo"),
        ("a thing (https://example.org/a)", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("https://example.org/a?b=1&c=%20#d!", "https://example.org/a?b=1&c=%20#d"),
        ('"https://example.org/a"', "https://example.org/a"),
        ("'www.example.org'", "www.example.org"),
        ("[https://example.org]", "https://example.org"),
        ("请看https://example.org/a。谢谢", "https://example.org/a"),
        ("（https://example.org/路径）", "https://example.org/路径"),
        ("https://example.org/as'd/23-(23-23)-23/aa", "https://example.org/as'd/23-(23-23)-23/aa"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("http://192.168.1.10:8080/x", "http://192.168.1.10:8080/x"),
        ("http://[fd00::1]:80/x", "http://[fd00::1]:80/x"),
        ("http://bob@example.org/", "http://bob@example.org/"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
        ("www.example.com, then", "www.example.com"),
        ("example.org/x?y=1&z=2;", "example.org/x?y=1&z=2"),
        ("example.org:8080/x?", "example.org:8080/x"),
        ("https://münchen.de/x", "https://münchen.de/x"),
        ("请看https://example.org谢谢", "https://example.org"),
        ("192.168.1.10:8080/x", "192.168.1.10:8080/x"),
        ("ping 10.0.0.7.", "10.0.0.7"),
        ("8.8.8.8:53", "8.8.8.8:53"),
        ("[fd00::1]", "[fd00::1]"),
        ("see [fd00::1]:8080/x.", "[fd00::1]:8080/x"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("nas.local/x", "nas.local/x"),
        ("on printer.lan:631,", "printer.lan:631"),
        ("localhost:3000", "localhost:3000"),
        ("localhost/x", "localhost/x"),
        ("ftp://files.example.org/x", "ftp://files.example.org/x"),
        ("call tel:+15550100.", "tel:+15550100"),
        ("smb://nas/x", "smb://nas/x"),
        ("file:///srv/x y", "file:///srv/x"),
        ("open \\\\nas\\share\\a.txt, please", "\\\\nas\\share\\a.txt"),
        ("+www.example.org", "www.example.org"),
        ("mail bob.b+tag@example.org.", "bob.b+tag@example.org"),
        ("mailto:bob@example.org", "mailto:bob@example.org"),
        ("<bob@example.org>", "bob@example.org"),
    ],
)
def test_an_address_is_found_and_ends_where_it_ends(text: str, address: str) -> None:
    assert linked(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        *("v1.2.3", "1.5", "a.b.c", "x.y/z", "e.g.", "...", "http://", "://example.org", "xhttp://a", "gopher://a.b"),
        *(
            "README.md",
            "build.sh",
            "setup.py",
            "main.rs",
            "app.py:12",
            "this.It works",
            "end.So what",
            "notes.org",
            "a.de",
        ),
        *(
            "1.2.3.4",
            "8.8.8.8",
            "300.1.1.1:80",
            "[10:30]",
            "[::]",
            "[a::g]",
            "localhost",
            "nas.local",
            "tel:",
            "smb://",
        ),
        *("http://a:99999", "https://a.b1.2.3.4:80/x", "\\o/", "C:\\x\\y", "obsidian://open?vault=x", "Example.Com"),
        *("//example.com/x", "/etc/example.com", "C:\\example.com", "a@b", "@example.com", "bob@host", "notes.txt"),
        *("a..com", ".com", f"{'a' * 64}.com"),
    ],
)
def test_what_only_looks_like_one_stays_text(text: str) -> None:
    assert linked(text) == []


def test_several_in_a_row_are_found() -> None:
    assert linked("a.com,b.net;c@d.net http://e/f") == ["a.com", "b.net", "c@d.net", "http://e/f"]


@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=60).map("".join))
def test_links_stand_in_their_order_and_have_text(text: str) -> None:
    places = [place for link in find_addresses(text) for place in (link.start, link.end)]

    assert places == sorted(places)
    assert all(
        link.start < link.end <= len(text) and (not link.href or is_allowed(link.href)) for link in find_addresses(text)
    )


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("**https://example.org/a**", [("https://example.org/a", "https://example.org/a")]),
        ("https://example.org/*a*b", [("https://example.org/*a*b", "https://example.org/*a*b")]),
        ("https://example.org/_a_/", [("https://example.org/_a_/", "https://example.org/_a_/")]),
        ("`https://example.org`", []),
        ("http\\://example.org", []),
        ("*www.example.org*", [("www.example.org", "http://www.example.org")]),
        ("\\www.example.org", []),
        ("<https://example.org/a>", [("https://example.org/a", "https://example.org/a")]),
        ("<bob@example.org>", [("bob@example.org", "mailto:bob@example.org")]),
        ("<javascript:alert(1)>", []),
    ],
)
def test_markdown_around_an_address(body: str, links: list[tuple[str, str]]) -> None:
    assert shown(body) == links
