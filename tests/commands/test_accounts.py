import asyncio
import re
from pathlib import Path

import httpx

from tests.eventually import eventually
from tests.people import PASSWORD
from tests.server import Server


async def is_let_in(browser: httpx.AsyncClient) -> bool:
    return (await browser.get("/admin")).status_code == 200


async def test_the_shell_names_an_administrator_and_lets_people_in_while_the_server_runs(tmp_path: Path) -> None:
    server = await Server(tmp_path).start()
    async with httpx.AsyncClient(base_url=server.origin) as browser:
        form = {"email": "alice@example.org", "display_name": "Alice", "password": PASSWORD}
        await browser.post("/register", data=form)
        assert (await browser.get("/admin")).status_code == 403

        made = await asyncio.to_thread(server.command, "make-admin", "Alice@example.org")
        assert made.stdout == "Alice <alice@example.org> is an administrator of this server.\n", made.stderr
        await eventually(lambda: is_let_in(browser))

        printed = await asyncio.to_thread(server.command, "sign-in-link", "alice@example.org")
        link = re.match(r"http://127\.0\.0\.1:\d+/sign-in/[\w-]{43}\n", printed.stdout)
        assert link is not None, printed.stderr
        answer = await browser.post(link[0].strip(), data={"new_password": "a brand new secret"})
        assert answer.headers["location"] == "/"

        nobody = await asyncio.to_thread(server.command, "make-admin", "nobody@example.org")
        assert (nobody.returncode, nobody.stderr) == (1, "There is no account with the email nobody@example.org.\n")
    assert await server.stop() == 0
