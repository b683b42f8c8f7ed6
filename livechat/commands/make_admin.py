"""`make-admin`: names an administrator from the shell, also while the server runs."""

import asyncio

import typer

from livechat.chat import Chat
from livechat.config import load_settings
from livechat.records import Account


def make_admin(email: str) -> None:
    """Make the person with that email an administrator of this server."""
    account = asyncio.run(_make_admin(email))
    typer.echo(f"{account.display_name} <{account.email}> is an administrator of this server.")


async def _make_admin(email: str) -> Account:
    chat = Chat(load_settings())
    await chat.db.open()
    try:
        return await chat.accounts.administration.make_admin(email)
    finally:
        chat.accounts.close()
        await chat.db.close()
