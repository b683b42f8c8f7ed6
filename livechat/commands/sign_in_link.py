"""`sign-in-link`: lets somebody in who has forgotten the password, also while the server runs."""

import asyncio

import typer

from livechat.addresses.own import addresses
from livechat.commands.opened_chat import opened_chat
from livechat.services.accounts.one_time_links import SIGN_IN_LINK_MINUTES


def sign_in_link(email: str) -> None:
    """Print a link with which the person sets a new password; it works once."""
    link = asyncio.run(_sign_in_link(email))
    typer.echo(f"{link}\nIt works once, within {SIGN_IN_LINK_MINUTES} minutes.")


async def _sign_in_link(email: str) -> str:
    async with opened_chat() as chat:
        path = await chat.accounts.administration.make_sign_in_path_by_email(email)
        return f"{addresses(chat.settings)[0]}{path}"
