import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.web.login.next_url import local_path, sign_in_path
from tests.web.conftest import register, sign_in

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/\tevil",
    "/\n/evil.example",
    "/rooms\r\nSet-Cookie: a=b",
    "/\x00",
    "/rooms/\\..\\..\\evil",
    "/" + "x" * 3_000,
    "",
    " /rooms",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nothing_leads_elsewhere(wanted: str) -> None:
    assert local_path(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/rooms/quay", "/rooms/quay?m=5", "/search?q=a%20b&room=1", "/rooms/a:b@c"])
def test_local_paths_are_kept(wanted: str) -> None:
    assert local_path(wanted) == wanted


@pytest.mark.parametrize("wanted", ["/login", "/login?next=/login", "/register", "/logout", "/setup/x", "/%6Cogin"])
def test_nobody_returns_to_a_login_page(wanted: str) -> None:
    assert local_path(wanted) == "/"


@given(st.text(max_size=50))
def test_whatever_is_wanted_the_browser_stays_here(wanted: str) -> None:
    resolved = httpx.URL("http://chat.test/login").join(local_path(wanted))
    assert resolved.host == "chat.test"
    assert local_path(wanted).isascii()


def test_the_sign_in_page_remembers_where_one_wanted_to_go() -> None:
    assert sign_in_path("/rooms/quay?m=5") == "/login?next=%2Frooms%2Fquay%3Fm%3D5"
    assert sign_in_path("/") == "/login"


@pytest.mark.parametrize("path", ["/rooms/quay", "/rooms/quay?m=5", "/search?q=a%26b"])
async def test_who_comes_without_a_session_returns_after_signing_in(browser: httpx.AsyncClient, path: str) -> None:
    await register(browser)
    await browser.post("/logout")

    turned_away = await browser.get(path)
    page = await browser.get(turned_away.headers["location"])
    wanted = page.text.partition('name="next" value="')[2].partition('"')[0].replace("&amp;", "&")
    answer = await sign_in(browser, next=wanted)

    assert turned_away.status_code == 303
    assert answer.headers["location"] == path


async def test_who_registers_instead_returns_as_well(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/login?next=/rooms/quay")
    assert 'href="/register?next=%2Frooms%2Fquay"' in page.text
    assert (await register(browser, next="/rooms/quay")).headers["location"] == "/rooms/quay"


@pytest.mark.parametrize("wanted", ELSEWHERE)
async def test_the_login_pages_send_nobody_elsewhere(browser: httpx.AsyncClient, wanted: str) -> None:
    await register(browser)
    assert (await browser.get("/login", params={"next": wanted})).headers["location"] == "/"
    assert (await sign_in(browser, next=wanted)).headers["location"] == "/"
