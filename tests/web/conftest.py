"""The plain pages without NiceGUI behind them, and a browser that is nothing but its cookies."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.middleware import Middleware

from livechat.chat import Chat
from livechat.web.application import outer_middleware, plain_routes
from livechat.web.login.cookies import Cookies
from livechat.web.nicegui.open_pages import OpenPages
from livechat.web.nicegui.page_ids import PageIds
from livechat.web.sockets.adoption import Adoption
from tests.people import PASSWORD

ORIGIN = "http://chat.test"
COOKIES = Cookies("of tests only")
SESSION_COOKIE = COOKIES.session_name(is_secure=False)


def middleware_around(chat: Chat) -> list[Middleware]:
    """What stands before every page."""
    pages = OpenPages(chat.settings, chat.clock)
    return outer_middleware(chat, pages, Adoption(PageIds(chat.settings.secret), pages))


@pytest.fixture
def site(chat: Chat) -> FastAPI:
    return site_of(chat)


def site_of(chat: Chat) -> FastAPI:
    """Its plain pages, and one for every other address that tells who asks."""
    site = FastAPI(middleware=middleware_around(chat))
    site.router.routes.extend(plain_routes(chat))

    @site.get("/{_:path}")
    def page(request: Request) -> dict[str, object]:
        return {"person": request.state.person_id}

    @site.post("/{_:path}")
    def act(request: Request) -> dict[str, object]:
        return {"person": request.state.person_id}

    return site


def browser_on(site: FastAPI, *, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """A browser of its own at some address."""
    transport = httpx.ASGITransport(site, client=(address, 50_000))
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN})


@pytest.fixture
async def browser(site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_on(site) as browser:
        yield browser


async def register(browser: httpx.AsyncClient, name: str = "alice", **more: str) -> httpx.Response:
    """Fill in the registration form."""
    data = {"email": f"{name}@example.org", "display_name": name.title(), "password": PASSWORD}
    return await browser.post("/register", data=data | more)


async def sign_in(browser: httpx.AsyncClient, name: str = "alice", **more: str) -> httpx.Response:
    """Fill in the sign-in form."""
    return await browser.post("/login", data={"email": f"{name}@example.org", "password": PASSWORD} | more)
