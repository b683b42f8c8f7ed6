"""One run of `bench.message_html`: started by its path in a checkout, whose renderer it uses; prints JSON, seconds."""

import json
import time

from livechat.markup.html import message_html

BODIES = {
    "a few words": "ok, thanks!",
    "a sentence": "Let us meet at ten in the kitchen, and bring the plan with you please.",
    "marks and an address": "**Done**: the `deploy` of _main_ is out, see https://git.example.org/a/b/1234 now.",
    "a list, a quote and an answer": "- one\n- two\n- three with `code`\n\n> quoted\n\nanswer",
    "code": "```py\nfor x in range(10):\n    print(x)\n```",
    "9,000 characters": "This is how people write, with *some* marks. " * 200,
}
SECONDS_EACH = 0.3


def seconds(body: str) -> float:
    """CPU time of one rendering, the mean of as many as fit."""
    begin, times = time.process_time(), 0
    while time.process_time() - begin < SECONDS_EACH:
        message_html(body)
        times += 1
    return (time.process_time() - begin) / times


if __name__ == "__main__":
    print(json.dumps({kind: seconds(body) for kind, body in BODIES.items()}))
