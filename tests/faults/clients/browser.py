"""Plain requests in an account's name, and how a server ends."""

import time

import httpx

from bench.page import cookie_of
from bench.seed import address_of
from tests.faults.site import Site

ANSWER_SECONDS = 30.0
ENDING_SECONDS = 20.0  # what takes longer counts as never


def browser_of(site: Site, account: int) -> httpx.AsyncClient:
    """A browser in which the account is signed in, at its own address; close it."""
    return httpx.AsyncClient(
        base_url=site.origin,
        headers={"Origin": site.origin, "Cookie": cookie_of(account)},
        timeout=ANSWER_SECONDS,
        transport=httpx.AsyncHTTPTransport(local_address=address_of(account)),
    )


async def get(site: Site, account: int, path: str) -> httpx.Response:
    """One page."""
    async with browser_of(site, account) as browser:
        return await browser.get(path)


async def seconds_to_end(site: Site) -> float:
    """From SIGTERM to the end of the process; infinite when it has to be killed."""
    begin = time.monotonic()
    try:
        await site.stop(within_seconds=ENDING_SECONDS)
    except AssertionError:
        await site.kill()
        return float("inf")
    return time.monotonic() - begin
