"""The stylesheet and the icon, as any browser asks for them."""

import httpx

from livechat.look.stylesheet import STYLESHEET, STYLESHEET_URL


async def test_the_stylesheet_is_everybodys_and_kept_for_ever(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(STYLESHEET_URL)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text == STYLESHEET
    assert "immutable" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers


async def test_a_stylesheet_of_before_is_there_no_more(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/look/000000000000.css", headers={"Sec-Fetch-Dest": "style"})

    assert answer.status_code == 401


async def test_the_icon_is_everybodys(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/favicon.ico")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert "set-cookie" not in answer.headers
