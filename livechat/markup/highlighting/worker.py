"""The process that looks for words in code: `python -m livechat.markup.highlighting.worker`.

A line in is a JSON list of `[language, code]`, the line out a list of lists of `[kind, text]`. It ends with its input.
"""

import json
import sys

from livechat.markup.highlighting.lexing import pieces_of


def main() -> None:
    """Answer line by line."""
    for line in sys.stdin.buffer:
        answer = [pieces_of(language, code) for language, code in json.loads(line)]
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
