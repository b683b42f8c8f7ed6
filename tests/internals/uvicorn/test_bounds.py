import pytest

from livechat.internals.uvicorn.bounds import MAX_PATH_BYTES, MAX_SEGMENTS, is_address_too_long, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("path", "query", "too_long"),
    [
        (b"/" + b"a" * (MAX_PATH_BYTES - 1), b"", False),
        (b"/" + b"a" * MAX_PATH_BYTES, b"", True),
        (b"/", b"q" * 2_049, True),
        (b"/a" * MAX_SEGMENTS, b"", False),
        (b"/a" * (MAX_SEGMENTS + 1), b"", True),
        (b"/" + b"a%2f" * 20 + b"a%2F" * 20, b"", True),
        (b"/search", b"q=a/b/" * 100, False),
    ],
)
def test_an_address_is_bounded_in_bytes_and_in_segments(path: bytes, query: bytes, too_long: bool) -> None:
    assert is_address_too_long(path, query) is too_long
