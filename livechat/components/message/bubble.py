"""One message as everybody sees it; what is the viewer's own (their side, marks) is laid over it by a style rule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache
from typing import Any

from htpy import Element, Renderable, a, bdi, button, div, fragment, h2, span, time
from markupsafe import Markup

from livechat.components.commands import (
    Command,
    OpenMessageMenu,
    PickReaction,
    Reply,
    ShowVersions,
    UndoDelete,
    commanding,
)
from livechat.components.icon import icon
from livechat.components.message.reactions import reaction_elements
from livechat.components.person import avatar
from livechat.components.times import clock_time, day_of, full_time
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId, UserId
from livechat.markup.inline.emoji import is_emoji_only
from livechat.markup.own_links import own_links_in
from livechat.markup.plain import plain_text, shortened
from livechat.records import PostedMessage

GROUP_WITHIN = timedelta(minutes=5)
QUOTE_MAX_CHARACTERS = 140
MEMBERS_ONLY = "members-only"  # the class of what the room's readers are not offered
READERS_ONLY = "readers-only"  # and of what they see in its place


@dataclass(frozen=True, slots=True)
class RowIds:
    """What a row's elements are called in the browser."""

    row: str
    words: str
    reactions: str


def message_elements(
    ids: RowIds,
    message: PostedMessage,
    before: PostedMessage | None,
    *,
    slug: str,
    zone: tzinfo,
    name_of: Callable[[UserId], str],
) -> dict[str, dict[str, Any]]:
    """The row as the browser's elements, by id, the row itself last: an `article`, what is said in it, and reactions.

    What hangs on a message is apart, so that what can be pressed keeps its place and the focus when it changes.
    """
    words = {"tag": "div", "class": ["message-words"], "props": {"innerHTML": str(message_words(message, slug, zone))}}
    reactions = reaction_elements(ids.reactions, message, name_of)
    children = [ids.words, ids.reactions] if reactions else [ids.words]
    row = {
        "tag": "article",
        "class": message_classes(message, before, zone),
        "props": {
            "id": f"m{message.id}",
            "data-author": str(message.author.id),
            "data-position": str(message.position),
            "tabindex": "-1",
        },
        "children": children,
    }
    return {ids.words: words, **reactions, ids.row: row}


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


def message_words(message: PostedMessage, slug: str, zone: tzinfo) -> Renderable:
    """What is said, as a row shows it: separator, face, name, time, body, actions."""
    return fragment[
        _new_separator(language().tag),
        div(".message-row")[
            span(".message-face")[avatar(message.author)],
            div(".message-main")[_heading(message, slug, zone), _body(message, slug, zone)],
            not message.is_deleted and _actions(message),
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
        a(
            ".message-time",
            href=f"/rooms/{slug}?m={message.id}",
            tabindex="-1",
            title=full_time(message.inserted_at, zone),
        )[time(datetime=message.inserted_at.isoformat(timespec="seconds"))[clock_time(message.inserted_at, zone)]],
    ]


def _actions(message: PostedMessage) -> Element:
    """Lies over the row's corner, so that nothing moves when it appears."""
    return div(".message-actions")[
        _action(Reply(message.id), "reply", _("Reply"), members_only=True),
        _action(PickReaction(message.id), "add_reaction", _("React"), members_only=True),
        _action(OpenMessageMenu(message.id), "more_horiz", _("More")),
    ]


def _action(command: Command, glyph: str, name: str, *, members_only: bool = False) -> Element:
    """One whose reader may not use it does not see it: the service asks again.

    Quasar gives the focus back, after what it opened, to what has a tab index.
    """
    attributes = {**commanding(command), "aria-label": name, "title": name, "tabindex": "0"}
    return button(attributes, class_=MEMBERS_ONLY if members_only else None)[icon(glyph)]


def _body(message: PostedMessage, slug: str, zone: tzinfo) -> Renderable:
    if message.deletion is not None:
        return fragment[
            div(".message-body.message-deleted")[_("This message was deleted.")],
            not message.deletion.is_final and _undo(message.id, message.deletion.by),
        ]
    emoji = " message-emoji" if is_emoji_only(message.body) else ""
    return fragment[
        message.reply_to is not None and _quote(message.reply_to, slug),
        div(class_=f"message-body{emoji}")[Markup(message.html)],  # noqa: S704 - `livechat.markup` made it
        _linked(message) if message.linked else None,
        message.edited_at is not None and _edited(message.id, message.edited_at, zone),
        message.is_pinned and _pinned(language().tag),
    ]


@cache
def _pinned(_tag: str) -> Markup:
    """Looks alike in every row: drawn once for each language."""
    return Markup(span(".message-pinned")[icon("push_pin"), _("Pinned")])  # noqa: S704 - htpy has escaped it


def _undo(message_id: MessageId, deleted_by: UserId) -> Element:
    """For who has deleted it: their own style rule shows it."""
    return button(".message-undo", commanding(UndoDelete(message_id)), data_by=str(deleted_by))[_("Undo")]


def _edited(message_id: MessageId, edited_at: datetime, zone: tzinfo) -> Element:
    """Members may see what it said before."""
    shows = button(f".message-versions.{MEMBERS_ONLY}", commanding(ShowVersions(message_id)))[_("edited")]
    says = span(f".{READERS_ONLY}")[_("edited")]
    return span(".message-edited", title=full_time(edited_at, zone))[shows, says, " ", clock_time(edited_at, zone)]


def _linked(message: PostedMessage) -> Renderable:
    """Each leads where the link in the text does, which may be another room."""
    slugs = {link.message_id: link.slug for link in own_links_in(message.html)}
    return fragment[(_quote(linked, slugs[linked.id]) for linked in message.linked if linked.id in slugs)]


def _quote(quoted: PostedMessage, slug: str) -> Element:
    said = _("deleted message") if quoted.is_deleted else shortened(plain_text(quoted.html), QUOTE_MAX_CHARACTERS)
    return a(".message-quote", href=f"/rooms/{slug}?m={quoted.id}")[
        bdi(".message-quote-author")[quoted.author.display_name], " ", bdi(".message-quote-words")[said]
    ]
