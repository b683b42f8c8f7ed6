"""One message as everybody sees it; what is the viewer's own (their side, marks) is laid over it by a style rule."""

from datetime import timedelta, tzinfo
from functools import cache
from typing import Any

from htpy import Element, Renderable, a, bdi, button, div, fragment, h2, span, time
from markupsafe import Markup

from livechat.components.commands import OpenMessageMenu, commanding
from livechat.components.icon import icon
from livechat.components.person import avatar
from livechat.components.times import clock_time, day_of, full_time
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _
from livechat.markup.inline.emoji import is_emoji_only
from livechat.records import PostedMessage, Quote

GROUP_WITHIN = timedelta(minutes=5)


def message_element(message: PostedMessage, before: PostedMessage | None, slug: str, zone: tzinfo) -> dict[str, Any]:
    """The row as the browser's element: an `article` with the message inside."""
    return {
        "tag": "article",
        "class": message_classes(message, before, zone),
        "props": {
            "id": f"m{message.id}",
            "data-author": str(message.author.id),
            "data-position": str(message.position),
            "tabindex": "-1",
            "innerHTML": str(message_bubble(message, slug, zone)),
        },
    }


def message_classes(message: PostedMessage, before: PostedMessage | None, zone: tzinfo) -> list[str]:
    """The row's classes."""
    return ["message", "message-grouped"] if is_grouped(message, before, zone) else ["message"]


def is_grouped(message: PostedMessage, before: PostedMessage | None, zone: tzinfo) -> bool:
    """Whether it goes on where its author's last message ended: no name and face again."""
    return (
        before is not None
        and message.reply_to is None
        and before.author.id == message.author.id
        and message.inserted_at - before.inserted_at <= GROUP_WITHIN
        and day_of(message.inserted_at, zone) == day_of(before.inserted_at, zone)
    )


def message_bubble(message: PostedMessage, slug: str, zone: tzinfo) -> Renderable:
    """What stands inside the row: separator, face, name, time, body, actions."""
    return fragment[
        _new_separator(language().tag),
        div(".message-row")[
            span(".message-face")[avatar(message.author)],
            div(".message-main")[_heading(message, slug, zone), _body(message, slug, zone)],
            _actions(message),
        ],
    ]


@cache
def _new_separator(_tag: str) -> Markup:
    """It stands in every row, and is shown in one: drawn once for each language."""
    name = _("New messages")
    return Markup(div(".new-separator", role="separator", aria_label=name)[span[name]])  # noqa: S704 - htpy has escaped it


def _heading(message: PostedMessage, slug: str, zone: tzinfo) -> Element:
    return div(".message-heading")[
        h2(".message-author")[bdi[message.author.display_name]],
        a(".message-time", href=f"/rooms/{slug}?m={message.id}", title=full_time(message.inserted_at, zone))[
            time(datetime=message.inserted_at.isoformat(timespec="seconds"))[clock_time(message.inserted_at, zone)]
        ],
    ]


def _actions(message: PostedMessage) -> Element:
    """Lies over the row's corner, so that nothing moves when it appears."""
    more = button(commanding(OpenMessageMenu(message.id)), aria_label=_("More"), title=_("More"))
    return div(".message-actions")[more[icon("more_horiz")]]


def _body(message: PostedMessage, slug: str, zone: tzinfo) -> Renderable:
    if message.is_deleted:
        return div(".message-body.message-deleted")[_("This message was deleted.")]
    emoji = " message-emoji" if is_emoji_only(message.body) else ""
    return fragment[
        message.reply_to is not None and _quote(message.reply_to, slug),
        div(class_=f"message-body{emoji}")[Markup(message.html)],  # noqa: S704 - `livechat.markup` made it
        message.edited_at is not None
        and span(".message-edited", title=full_time(message.edited_at, zone))[_("edited")],
    ]


def _quote(quote: Quote, slug: str) -> Element:
    return a(".message-quote", href=f"/rooms/{slug}?m={quote.message_id}")[
        bdi(".message-quote-author")[quote.author.display_name], " ", bdi[quote.excerpt]
    ]
