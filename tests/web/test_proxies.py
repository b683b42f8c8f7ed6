"""The product behind Debian's nginx and Caddy: as the README says, and with the usual mistakes."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from websockets.exceptions import InvalidStatus

from tests.eventually import eventually
from tests.proxies import Certificate, Site, caddy, nginx
from tests.server import Server, free_port
from tests.web.conftest import register, sign_in
from tests.web.sockets.open_page import OpenPage

pytestmark = [pytest.mark.proxies, pytest.mark.asyncio(loop_scope="module")]

_numbers = count(1)


@dataclass(frozen=True)
class Stage:
    """Two servers, one with the settings of the README, and the sites that lead to them."""

    certificate: Certificate
    as_told: Server
    nothing_set: Server
    sites: dict[str, Site]

    def browser(self, site: str, *, address: str = "127.0.0.1") -> httpx.AsyncClient:
        """A browser at that address of the loopback network."""
        transport = httpx.AsyncHTTPTransport(verify=self.certificate.trusting, local_address=address)
        origin = self.sites[site].origin
        return httpx.AsyncClient(transport=transport, base_url=origin, headers={"Origin": origin})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder, public_port = tmp_path_factory.mktemp("proxies"), free_port()
    for name in ("as-told", "nothing-set"):
        (folder / name).mkdir()
    as_told = Server(
        folder / "as-told",
        public_url=f"https://LocalHost:{public_port}/",
        trusted_proxies="127.0.0.1",
        message_burst=99,
    )
    nothing_set = Server(folder / "nothing-set")
    certificate = Certificate(folder)
    sites = {
        "nginx tls": Site(as_told.port, is_secure=True, port=public_port),
        "nginx plain": Site(as_told.port),
        "nginx, nothing set": Site(nothing_set.port),
        "nginx tls, nothing set": Site(nothing_set.port, is_secure=True),
        "nginx without Upgrade": Site(nothing_set.port, without="Upgrade|Connection"),
        "nginx without Host": Site(nothing_set.port, without="Host"),
        "caddy tls": Site(as_told.port, is_secure=True),
        "caddy plain": Site(as_told.port),
        "caddy, nothing set": Site(nothing_set.port),
        "caddy tls, nothing set": Site(nothing_set.port, is_secure=True),
    }
    by_nginx = [site for name, site in sites.items() if name.startswith("nginx")]
    by_caddy = [site for name, site in sites.items() if name.startswith("caddy")]
    async with running(as_told), running(nothing_set):
        with nginx(folder, certificate, *by_nginx), caddy(folder, certificate, *by_caddy):
            stage = Stage(certificate, as_told, nothing_set, sites)
            for name in sites:
                await _answers(stage, name, folder)
            yield stage


@asynccontextmanager
async def running(server: Server) -> AsyncIterator[None]:
    await server.start()
    try:
        yield
    finally:
        code = await server.stop()
    assert code == 0, server.output
    assert "Traceback" not in server.output, server.output


async def _answers(stage: Stage, name: str, folder: Path) -> None:
    def logs() -> list[str]:
        return [path.read_text() for path in folder.glob("*.log")]

    async with stage.browser(name) as browser:

        async def answers() -> bool:
            try:
                return (await browser.get("/login")).status_code == 200
            except httpx.TransportError:
                return False

        await eventually(answers, instead=logs)


@pytest.mark.parametrize(
    "site", ["nginx tls", "nginx plain", "caddy tls", "caddy plain", "nginx, nothing set", "caddy, nothing set"]
)
async def test_through_a_proxy_one_signs_up_and_gets_a_live_page(stage: Stage, site: str) -> None:
    async with stage.browser(site, address="127.0.0.9") as browser, AsyncExitStack() as stack:
        answer = await register(browser, f"person{next(_numbers)}")
        assert answer.status_code == 303, answer.text
        secure = [("; Secure" in line, "__Host-" in line) for line in answer.headers.get_list("set-cookie")]
        assert secure == [(site.endswith("tls"),) * 2] * 2

        trusting = stage.certificate.trusting if site.endswith("tls") else None
        page = await OpenPage.of(browser, trusting=trusting)
        stack.push_async_callback(page.close)
        assert (await page.connect()).startswith("40")

        shown = (await browser.get("/profile/security")).text
        assert ("127.0.0.9" in shown) is ("nothing set" not in site)


@pytest.mark.parametrize("site", ["nginx tls", "caddy tls", "nginx, nothing set"])
async def test_through_a_proxy_nobody_sets_a_prefix_or_another_host(stage: Stage, site: str) -> None:
    evil = {"X-Forwarded-Prefix": "//evil.example", "X-Forwarded-Host": "evil.example"}
    async with stage.browser(site) as browser:
        await register(browser, f"person{next(_numbers)}")
        page = await browser.get("/", headers=evil)
    assert page.status_code == 200
    assert "evil.example" not in page.text


@pytest.mark.parametrize("site", ["nginx tls, nothing set", "caddy tls, nothing set", "nginx without Host"])
async def test_without_its_public_url_the_chat_says_what_to_set(stage: Stage, site: str) -> None:
    async with stage.browser(site) as browser:
        answer = await register(browser, f"person{next(_numbers)}")

    assert answer.status_code == 403
    assert "whoever runs this chat has to set LIVECHAT_PUBLIC_URL" in answer.text
    line = f"refused what a page of '{stage.sites[site].origin}' sent: if people use the chat by that address"
    assert stage.nothing_set.output.count(line) == 1


async def test_a_proxy_that_is_not_trusted_is_named_once(stage: Stage) -> None:
    for site in ("nginx, nothing set", "caddy, nothing set"):
        async with stage.browser(site) as browser:
            await browser.get("/login")
    line = "'127.0.0.1' forwards requests and is not believed: if it is your proxy, set LIVECHAT_TRUSTED_PROXIES"
    assert stage.nothing_set.output.count(line) == 1
    assert "LIVECHAT_TRUSTED_PROXIES" not in stage.as_told.output


async def test_one_guesser_does_not_shut_out_everybody_behind_a_trusted_proxy(stage: Stage) -> None:
    answers = {}
    for site in ("nginx tls", "nginx, nothing set"):
        async with (
            stage.browser(site, address="127.0.0.2") as guesser,
            stage.browser(site, address="127.0.0.3") as other,
        ):
            for _ in range(11):
                await sign_in(guesser, "nobody", password="a wrong guess")
            answers[site] = (await sign_in(other, "somebody", password="a wrong guess")).status_code
    assert answers == {"nginx tls": 422, "nginx, nothing set": 429}


async def test_a_proxy_that_keeps_upgrades_to_itself_is_told_to_the_operator(stage: Stage) -> None:
    async with stage.browser("nginx without Upgrade") as browser:
        assert (await register(browser, f"person{next(_numbers)}")).status_code == 303
        page = await OpenPage.of(browser)
        for _ in range(2):
            with pytest.raises(InvalidStatus) as refused:
                await page.connect()
        assert refused.value.response.status_code == 426
        await page.close()
    assert stage.nothing_set.output.count("let the proxy pass the headers Upgrade and Connection") == 1


async def test_a_foreign_name_gets_nothing_through_a_proxy(stage: Stage) -> None:
    async with stage.browser("nginx, nothing set") as browser:
        answer = await browser.get("/login", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert stage.nothing_set.output.count("refused a request for the host 'evil.example'") == 1
