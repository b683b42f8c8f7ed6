"""The start, the refusals to start, and the end, with real processes."""

import asyncio
import os
import re
import socket
import sqlite3
import stat
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.server import Server

MOST_IMPORTS = 5  # of NiceGUI, which is half of a start; measured: 1.9


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """Not started yet; afterwards it is gone."""
    server = Server(tmp_path)
    yield server
    if server.is_running:
        await server.kill()


def processor_seconds_of_children() -> float:
    """What the processes that this one started, and that have ended, have used."""
    times = os.times()
    return times.children_user + times.children_system


async def refusal(server: Server) -> str:
    """The last words of a server that does not start."""
    server.launch()
    assert await server.ended() == 1, server.output
    assert "Traceback" not in server.output
    assert server.output.count("\n") == 1
    return server.output


async def test_the_first_page_costs_little_more_than_importing_the_framework(server: Server) -> None:
    """In seconds of the processor's, as a machine that is busy with other things keeps it waiting."""
    before = processor_seconds_of_children()
    importing = await asyncio.create_subprocess_exec(sys.executable, "-c", "import nicegui.ui")
    assert await importing.wait() == 0
    imported = processor_seconds_of_children()

    await server.start()
    async with httpx.AsyncClient(base_url=server.origin, trust_env=False) as browser:
        assert (await browser.get("/register")).status_code == 200
    await server.stop()

    assert processor_seconds_of_children() - imported <= MOST_IMPORTS * (imported - before)


async def test_it_says_where_it_is_and_ends_in_order_at_a_signal(server: Server) -> None:
    began = time.monotonic()
    await server.start()
    started = time.monotonic()

    assert await server.stop() == 0
    assert time.monotonic() - started <= started - began
    assert "Traceback" not in server.output
    assert re.search(rf"  {server.origin}\n.*  {server.origin}/setup/\S+\n", server.output, re.DOTALL)


async def test_the_secret_stays_and_is_for_its_owner_alone(server: Server) -> None:
    await server.start()
    path = server.folder / "data" / "secret"
    secret = path.read_text()
    assert len(secret) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    await server.restart()

    assert path.read_text() == secret


async def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        words = await refusal(Server(tmp_path, port=port))

    assert words == (
        f"livechat cannot start: Cannot listen on 127.0.0.1:{port} (Address already in use): "
        "set LIVECHAT_PORT to a free port.\n"
    )


async def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"

    words = await refusal(Server(tmp_path, data_dir=folder))

    assert words == f"livechat cannot start: The folder {folder} cannot be written: Not a directory.\n"


@pytest.mark.parametrize(("setting", "value"), [("port", "eighty"), ("trusted_proxies", "nobody")])
async def test_a_wrong_setting_is_named_in_a_sentence(tmp_path: Path, setting: str, value: str) -> None:
    words = await refusal(Server(tmp_path, **{setting: value}))

    assert words.startswith("livechat cannot start: ")
    assert f"LIVECHAT_{setting.upper()}" in words


async def test_a_newer_database_is_said_in_a_sentence(server: Server) -> None:
    await server.start()
    await server.stop()
    with closing(sqlite3.connect(server.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    (server.folder / "output").unlink()

    words = await refusal(server)

    assert words == (
        f"livechat cannot start: The database {server.database} was written by a newer version of livechat: "
        "start that one.\n"
    )


async def test_a_file_that_is_no_database_is_said_in_a_sentence(server: Server) -> None:
    server.database.parent.mkdir()
    server.database.write_text("shopping list " * 100)

    words = await refusal(server)

    assert words.startswith(f"livechat cannot start: The database {server.database} cannot be used")


async def test_a_second_server_on_the_same_data_is_told_who_has_it(server: Server, tmp_path: Path) -> None:
    await server.start()
    second = Server(tmp_path / "second", data_dir=server.settings["data_dir"])
    second.folder.mkdir()

    words = await refusal(second)

    assert f"in use by another livechat, process {server.pid} at 127.0.0.1:{server.port} since " in words
    assert (await asyncio.to_thread(server.command, "sign-in-link", "nobody@example.org")).stderr.startswith(
        "There is no"
    )
    await server.kill()
    await second.start()
    await second.kill()


async def test_what_the_routes_say_of_strangers_is_true(server: Server) -> None:
    await server.start()
    rows = [line.split(maxsplit=2) for line in server.command("routes").stdout.splitlines()]
    who = {path: who for methods, path, who in rows if methods == "GET" and "{" not in path}

    assert who["/"] == who["/profile/security"] == "signed in"
    assert who["/admin"] == "administrators"
    assert who["/login"] == who["/health"] == "everybody"
    async with httpx.AsyncClient(base_url=server.origin, trust_env=False) as stranger:
        for path, admitted in who.items():
            answer = await stranger.get(path)
            turned_away = answer.headers.get("location", "").startswith("/login")
            assert turned_away == (admitted != "everybody"), path


async def test_a_command_that_cannot_be_done_says_why(server: Server) -> None:
    done = server.command("make-admin", "nobody@example.org")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


async def test_settings_are_read_from_a_file_as_well(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LIVECHAT_ROOM_IDLE_SECONDS=never\n")

    words = await refusal(Server(tmp_path))

    assert "LIVECHAT_ROOM_IDLE_SECONDS" in words


async def test_serving_by_command_is_the_same(server: Server) -> None:
    server.program = ("-m", "livechat", "serve")
    await server.start()

    assert await server.stop() == 0
