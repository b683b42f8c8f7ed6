import pytest

from livechat.addresses.typed import NEVER_LINKED, as_host_name, as_link_scheme, as_origin


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://chat.example", "https://chat.example"),
        ("HTTPS://Chat.Example:443/", "https://chat.example"),
        ("http://chat.example:80", "http://chat.example"),
        ("http://chat.example:443", "http://chat.example:443"),
        ("http://[2001:DB8::1]:8080", "http://[2001:db8::1]:8080"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_address_is_what_browsers_make_of_it(written: str, sent: str) -> None:
    assert as_origin(written) == sent


@pytest.mark.parametrize(
    ("written", "sent"),
    [("Chat.Example.", "chat.example"), ("bücher.example", "xn--bcher-kva.example"), ("2001:db8::1", "[2001:db8::1]")],
)
def test_a_name_is_what_browsers_make_of_it(written: str, sent: str) -> None:
    assert as_host_name(written) == sent


@pytest.mark.parametrize("written", ["", "*", "chat example", "chat.example/", "a..b", "user@chat.example", "ü" * 80])
def test_what_is_no_name_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        as_host_name(written)


@pytest.mark.parametrize("written", ["obsidian", "Obsidian:", "obsidian://", " obsidian "])
def test_a_scheme_is_its_name(written: str) -> None:
    assert as_link_scheme(written) == "obsidian"


@pytest.mark.parametrize("written", ["", "a", "1a", "a b", "x:y", "ä", *sorted(NEVER_LINKED), "JavaScript:"])
def test_what_is_no_scheme_or_a_dangerous_one_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="must"):
        as_link_scheme(written)
