"""`python -m livechat`: the command line."""

import sys

from livechat.commands.program import program
from livechat.errors import ChatError, StartError


def main() -> None:
    """Run a command, or say in one sentence why it cannot be."""
    try:
        program()
    except (ChatError, StartError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
