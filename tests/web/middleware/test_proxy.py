import pytest
from starlette.types import Receive, Scope, Send

from livechat.errors import StartError
from livechat.web.login.request_source import device_name
from livechat.web.middleware.proxy import ProxyMiddleware, parse_networks
from livechat.web.operator_hints import OperatorHints
from tests.fakes import FakeClock

Headers = list[tuple[bytes, bytes]]


async def seen(client: str, headers: Headers, trusted: tuple[str, ...] = (), kind: str = "http") -> Scope:
    """The scope that the site behind the middleware gets."""
    got: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(scope)

    scope = {"type": kind, "scheme": "ws" if kind == "websocket" else "http", "client": (client, 1), "headers": headers}
    await ProxyMiddleware(app, OperatorHints(FakeClock()), trusted)(scope, None, None)  # type: ignore[arg-type]
    return got[0]


FORWARDED = [(b"x-forwarded-for", b"198.51.100.1, 203.0.113.5"), (b"x-forwarded-proto", b"https")]


async def test_a_strangers_forwarded_address_is_not_believed() -> None:
    scope = await seen("192.0.2.1", FORWARDED)
    assert scope["client"][0] == "192.0.2.1"
    assert scope["scheme"] == "http"
    assert scope["headers"] == []


async def test_a_trusted_proxys_word_counts_and_no_earlier_one() -> None:
    scope = await seen("10.0.0.1", FORWARDED, ("10.0.0.1",))
    assert scope["client"][0] == "203.0.113.5"
    assert scope["scheme"] == "https"


async def test_a_chain_of_trusted_proxies_is_followed() -> None:
    scope = await seen("10.0.0.1", FORWARDED, ("10.0.0.0/8", "203.0.113.0/24"))
    assert scope["client"][0] == "198.51.100.1"


async def test_who_asked_for_the_public_address_came_by_its_scheme() -> None:
    got: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(scope)

    for host in (b"chat.example", b"192.0.2.1:8080"):
        scope = {"type": "http", "scheme": "http", "client": ("10.0.0.1", 1), "headers": [(b"host", host)]}
        await ProxyMiddleware(app, OperatorHints(FakeClock()), (), "https://chat.example")(scope, None, None)  # type: ignore[arg-type]
    assert [scope["scheme"] for scope in got] == ["https", "http"]


async def test_a_socket_learns_its_scheme_too() -> None:
    assert (await seen("10.0.0.1", FORWARDED, ("10.0.0.1",), "websocket"))["scheme"] == "wss"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [(b"203.0.113.5:4711", "203.0.113.5"), (b"[2001:db8::1]:4711", "2001:db8::1"), (b"2001:db8::1", "2001:db8::1")],
)
async def test_ports_are_no_part_of_an_address(forwarded: bytes, address: str) -> None:
    scope = await seen("10.0.0.1", [(b"x-forwarded-for", forwarded)], ("10.0.0.1",))
    assert scope["client"][0] == address


async def test_a_proxy_is_known_by_either_form_of_its_address() -> None:
    assert (await seen("::ffff:10.0.0.1", FORWARDED, ("10.0.0.1",)))["client"][0] == "203.0.113.5"


async def test_a_proxy_that_says_nothing_is_the_visitor() -> None:
    assert (await seen("10.0.0.1", [], ("10.0.0.1",)))["client"][0] == "10.0.0.1"


@pytest.mark.parametrize("client", ["192.0.2.1", "10.0.0.1"])
async def test_nobody_sets_a_prefix_or_another_host(client: str) -> None:
    evil: Headers = [(b"x-forwarded-prefix", b"//evil.example"), (b"X-Forwarded-Host".lower(), b"evil.example")]
    scope = await seen(client, [*evil, (b"accept", b"*/*")], ("10.0.0.1",))
    assert scope["headers"] == [(b"accept", b"*/*")]


async def test_the_operator_reads_once_who_forwards_and_is_not_believed(caplog: pytest.LogCaptureFixture) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        pass

    site = ProxyMiddleware(app, OperatorHints(FakeClock()), ("10.0.0.1",))
    for client in ("172.17.0.1", "10.0.0.1", "172.17.0.1"):
        scope = {"type": "http", "scheme": "http", "client": (client, 1), "headers": FORWARDED}
        await site(scope, None, None)  # type: ignore[arg-type]

    assert [record.getMessage() for record in caplog.records] == [
        "'172.17.0.1' forwards requests and is not believed: "
        "if it is your proxy, set LIVECHAT_TRUSTED_PROXIES to its address"
    ]


def test_a_proxy_that_is_no_address_stops_the_start() -> None:
    with pytest.raises(StartError, match="LIVECHAT_TRUSTED_PROXIES"):
        parse_networks(("proxy.local",))


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0", "Edge on Windows"),
        ("curl/8.0", "curl"),
        ("", "Unknown device"),
        ("<script>alert(1)</script>", "Unknown device"),
    ],
)
def test_a_device_has_the_name_people_call_it_by(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
