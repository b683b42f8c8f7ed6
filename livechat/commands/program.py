"""The commands by name."""

import typer

from livechat.commands.demo import demo
from livechat.commands.make_admin import make_admin
from livechat.commands.routes import routes
from livechat.commands.serve import serve
from livechat.commands.sign_in_link import sign_in_link

program = typer.Typer(help="Team chat for your own network.", no_args_is_help=True, pretty_exceptions_enable=False)
program.command()(serve)
program.command()(routes)
program.command()(make_admin)
program.command()(sign_in_link)
program.command()(demo)
