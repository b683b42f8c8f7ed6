"""`make-admin`: names an administrator from the shell, also while the server runs."""

import asyncio

import typer

from livechat.commands.opened_chat import opened_chat
from livechat.records import Account


def make_admin(email: str) -> None:
    """Make the person with that email an administrator of this server."""
    account = asyncio.run(_make_admin(email))
    typer.echo(f"{account.display_name} <{account.email}> is an administrator of this server.")


async def _make_admin(email: str) -> Account:
    async with opened_chat() as chat:
        return await chat.accounts.administration.make_admin(email)
