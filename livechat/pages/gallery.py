"""Every component in all its variants, for those who work on the look; in development only."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from htpy import Element as Html
from htpy import Renderable, article, div, fragment, h2, section
from nicegui.element import Element

from livechat.components.composer.composer import Composer
from livechat.components.composer.room import ComposerRoom
from livechat.components.empty_state import empty_state
from livechat.components.files import file_icon, progress_bar, upload_preview
from livechat.components.message.bubble import message_classes, message_words
from livechat.components.message.writing_sheet import WritingSheet
from livechat.components.page_title import page_title
from livechat.components.person import online_indicator, user_badge
from livechat.components.room.card import card_facts, room_card
from livechat.components.room.header import typing_line
from livechat.components.style_rule import StyleRule, own_messages
from livechat.errors import NotFound
from livechat.ids import MessageId, RoomId, UserId
from livechat.markup.html import message_html
from livechat.pages.open_page import OpenPage
from livechat.records import Deletion, Person, PostedMessage, RoomInfo, SavedDraft
from livechat.services.drafts import DraftState
from livechat.services.edit_drafts import EditState

NOW = datetime(2026, 11, 24, 10, 2, tzinfo=UTC)
ANN = Person(UserId(1), "Ann Berg")
CEM = Person(UserId(2), "Cem Kaya")
LONG = Person(UserId(3), "Maximiliane Freifrau von und zu Oberunterallgäu-Wolkenkuckucksheim the Third of Her Name")
RTL = Person(UserId(4), "ليلى حداد")
ROOM = RoomInfo(RoomId(1), "harbour", "Where the boats are.", "harbour", UserId(1), False, NOW)


def gallery(page: OpenPage) -> None:
    """One page, one section per component."""
    page.leave()
    with Element("div").classes("page gallery"):
        Element("div").props["innerHTML"] = str(fragment[div(".page-title")[page_title("Components")], _sections()])
        Composer(_composer_room(), explain=lambda: page.overlay.show(WritingSheet), go_to_rows=lambda: None)
    StyleRule().show([own_messages(ANN.id)])


def _composer_room() -> ComposerRoom:
    """None: what is typed here is kept nowhere."""
    draft = _Draft()
    return ComposerRoom(
        RoomId(0),
        max_characters=10_000,
        read_draft=draft.read,
        save_draft=draft.save,
        draft_state=DraftState(None),
        save_edit=lambda _: None,
        edit_state=EditState(None),
        post=_nothing,
        edit=_nothing,
        begin_edit=_no_message,
        begin_last_edit=_nothing,
        find=_no_message,
        touch=lambda: None,
        stop_typing=lambda: None,
    )


class _Draft:
    """Kept by the page alone."""

    def __init__(self) -> None:
        self._kept = SavedDraft("A draft", "gallery")

    def read(self) -> SavedDraft:
        return self._kept

    def save(self, draft: SavedDraft) -> None:
        self._kept = draft


async def _nothing(*_: object, **__: object) -> None:
    """The gallery sends nowhere."""


async def _no_message(_: MessageId) -> PostedMessage:
    raise NotFound


def _sections() -> Iterator[Html]:
    for title, variants in _variants().items():
        yield section(".gallery-section")[h2[title], (div(".gallery-variant")[variant] for variant in variants)]


def _variants() -> dict[str, list[Renderable]]:
    return {
        "message_bubble": _messages(),
        "room_card": [_card(ROOM), _card(RoomInfo(RoomId(2), "attic", "", "attic", UserId(1), True, NOW))],
        "user_badge": [user_badge(person, is_online=True) for person in (ANN, LONG, RTL)],
        "online_indicator": [online_indicator(is_online=True), online_indicator(is_online=False)],
        "typing_line": [div(".typing-line")[typing_line(people)] for people in ([ANN], [ANN, CEM], [ANN, CEM, RTL])],
        "file_icon": [file_icon(name) for name in ("plan.pdf", "boat.jpg", "sound.ogg", "all.zip", "unknown")],
        "upload_preview": [upload_preview("plan.pdf", 340_000), upload_preview("long " * 20 + ".zip", 52_000_000, 0.4)],
        "progress_bar": [progress_bar(fraction, "Uploading") for fraction in (0, 0.35, 1)],
        "empty_state": [empty_state("No rooms yet", "Make the first one.")],
    }


def _messages() -> list[Renderable]:
    first = _message(1, CEM, "Good. I will tell the others.")
    variants = [
        (first, None),
        (_message(2, CEM, "And the ropes?"), first),
        (_message(3, ANN, "We moved the opening to **Thursday**, see `plan.md`.", edited_at=NOW), None),
        (_message(4, ANN, "They are in the shed.", reply_to=first), None),
        (_message(5, CEM, "", deletion=Deletion(CEM.id, NOW, is_final=True)), None),
        (_message(6, RTL, "مرحبا بالعالم"), None),
        (_message(7, LONG, "word" * 60), None),
        (_message(8, CEM, "👍"), None),
    ]
    return [
        article(class_=message_classes(message, before, UTC), data_author=str(message.author.id))[
            message_words(message, "harbour", UTC)
        ]
        for message, before in variants
    ]


def _message(number: int, author: Person, body: str, **more: object) -> PostedMessage:
    moment = NOW + timedelta(seconds=number)
    more["html"] = str(message_html(body))
    return PostedMessage(MessageId(number), RoomId(1), number, author, body, str(number), moment, **more)  # type: ignore[arg-type]  # by name


def _card(room: RoomInfo) -> Html:
    facts = card_facts(member_count=12, online_count=4, active_at=NOW, now=NOW, zone=UTC)
    return article(".room-card", aria_label=room.name)[room_card(room, facts)]
