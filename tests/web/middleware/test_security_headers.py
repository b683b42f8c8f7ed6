import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Route

from livechat.web.html.layout import STYLESHEET_PATH
from tests.web.conftest import browser_on


@pytest.mark.parametrize("path", ["/login", "/register", "/", "/health", "/api/v1/x", "/sign-in/nothing", "/setup/x"])
async def test_every_answer_says_what_a_browser_may_do_with_it(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "no-store" in headers["cache-control"]


async def test_a_refusal_says_so_as_well(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/login", headers={"Origin": "null"})
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_bug_shows_a_sentence_and_no_trace(site: FastAPI) -> None:
    def broken() -> None:
        raise RuntimeError("a secret in a trace")

    site.router.routes.insert(0, Route("/login", broken))
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://chat.test") as browser:
        answer = await browser.get("/login")
    assert answer.status_code == 500
    assert answer.text == "Something went wrong here. Please try again."
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_stylesheet_is_kept_for_ever(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(STYLESHEET_PATH)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers


async def test_health_is_for_everybody(site: FastAPI) -> None:
    async with browser_on(site) as monitor:
        answer = await monitor.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["services"]["accounts"] == "running"
