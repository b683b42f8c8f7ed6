"""`demo`: fills an empty database with a small made-up team and five weeks of its talk."""

import asyncio
import secrets
from datetime import datetime

import typer

from livechat.commands.opened_chat import opened_chat
from livechat.demo.fill import fill
from livechat.demo.team import DEMO_ROOMS, TEAM
from livechat.demo.transcript import MESSAGES
from livechat.records import Account

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike


def demo() -> None:
    """Fill an empty database with a made-up team: people, rooms and weeks of talk."""
    passwords = {someone.first_name: new_password() for someone in TEAM}
    admin = asyncio.run(_fill(passwords))
    typer.echo(
        f"{len(TEAM)} people, {len(DEMO_ROOMS)} rooms and {MESSAGES:,} messages are there. Start the server and log in"
        f" as its administrator, {admin.display_name}:\n\n"
        f"  Email     {admin.email}\n"
        f"  Password  {passwords[TEAM[0].first_name]}\n\n"
        f"The others have passwords that nobody knows; `python -m livechat sign-in-link {TEAM[1].email}` lets one in."
    )


def new_password() -> str:
    """Sixteen letters and digits in groups of four."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


async def _fill(passwords: dict[str, str]) -> Account:
    async with opened_chat() as chat:
        return await fill(chat, datetime.now(chat.server_zone.zone), passwords)
