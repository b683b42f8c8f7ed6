"""`python -m livechat`: the command line."""

import sys

import typer

import app
from livechat.commands.demo import demo
from livechat.commands.make_admin import make_admin
from livechat.commands.routes import routes
from livechat.commands.sign_in_link import sign_in_link
from livechat.errors import ChatError, StartError

program = typer.Typer(help="Team chat for your own network.", no_args_is_help=True, pretty_exceptions_enable=False)


@program.command()
def serve() -> None:
    """Serve the chat until a signal arrives, as `python app.py` does."""
    app.main()


program.command()(routes)
program.command()(make_admin)
program.command()(sign_in_link)
program.command()(demo)


def main() -> None:
    """Run a command, or say in one sentence why it cannot be."""
    try:
        program()
    except (ChatError, StartError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
