"""What browsers may keep of the files that NiceGUI serves."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from nicegui import __version__
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from livechat.web.nicegui.asset_caching import AssetCachingMiddleware
from tests.server import Server
from tests.web.small_site import running_site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    async with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.mark.parametrize("path", ["static/nicegui.js", "static/fonts.css", "static/quasar.umd.prod.js"])
def test_files_with_their_version_in_the_address_are_kept_for_ever(site: Server, path: str) -> None:
    answer = httpx.get(f"{site.origin}/_nicegui/{__version__}/{path}")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", [f"/_nicegui/{__version__}/dynamic_resources/x", "/login", "/_nicegui/client/1/x"])
async def test_nothing_else_is(path: str) -> None:
    async def answer(_: object) -> PlainTextResponse:
        return PlainTextResponse("here")

    app = AssetCachingMiddleware(Starlette(routes=[Route("/{_:path}", answer)]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://chat.test") as browser:
        assert "cache-control" not in (await browser.get(path)).headers
