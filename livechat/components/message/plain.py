"""A message without anything that may go wrong when it is drawn: who says what, as it was typed."""

from typing import Any

from htpy import bdi, div, fragment, h2

from livechat.i18n.text import gettext as _
from livechat.records import PostedMessage


def plain_message_element(message: PostedMessage) -> dict[str, Any]:
    """The row as the browser's element, in the place of those of `livechat.components.message.bubble`."""
    body = _("This message was deleted.") if message.is_deleted else message.body
    inner = fragment[
        div(".message-row")[
            div(".message-main")[
                div(".message-heading")[h2(".message-author")[bdi[message.author.display_name]]],
                div(".message-body.message-plain", dir="auto")[body],
            ]
        ]
    ]
    return {
        "tag": "article",
        "class": ["message"],
        "props": {
            "id": f"m{message.id}",
            "data-author": str(message.author.id),
            "data-position": str(message.position),
            "tabindex": "-1",
            "innerHTML": str(inner),
        },
    }
