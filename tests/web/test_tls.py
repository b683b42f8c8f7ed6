import shutil
import ssl
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.certificate import make_certificate
from tests.server import Server
from tests.web.conftest import register
from tests.web.sockets.open_page import OpenPage

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")


@needs_openssl
async def test_with_a_certificate_pages_cookies_and_sockets_travel_under_tls(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=str(certificate))
    server = await Server(tmp_path, tls_certificate=certificate, tls_key=key).start(trusting=trusting)
    async with httpx.AsyncClient(base_url=server.origin, verify=trusting) as browser:
        answer = await register(browser)
        assert all("Secure" in line for line in answer.headers.get_list("set-cookie"))

        page = await OpenPage.of(browser)
        headers = {"Cookie": page.cookie}
        async with connect(
            page.address(),
            ssl=trusting,
            origin=server.origin,  # type: ignore[arg-type]
            additional_headers=headers,
        ) as socket:
            await socket.recv()
            await socket.send("40")
            heard = str(await socket.recv())
            while not heard.startswith("40"):
                heard = str(await socket.recv())
    assert await server.stop() == 0
