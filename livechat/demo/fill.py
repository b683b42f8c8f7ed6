"""Puts the made-up team, its rooms and its talk into an empty database."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.chat import Chat
from livechat.demo.team import DEMO_ROOMS, TEAM, DemoRoom
from livechat.demo.transcript import Utterance, talk_until
from livechat.errors import Forbidden
from livechat.i18n.text import lazy_gettext
from livechat.markup.highlighting.blocks import code_blocks, in_colours
from livechat.markup.highlighting.lexing import pieces_of
from livechat.markup.renderer import MessageRenderer
from livechat.models import Role
from livechat.records import Account, NewMessage, RoomInfo
from livechat.services.rooms.slugs import random_slug
from livechat.store import memberships, messages, one_time_links, read_positions, rooms, users

BEFORE_THE_TALK = timedelta(days=2)
UNREAD_SINCE = timedelta(minutes=30)

NOT_EMPTY = lazy_gettext(
    "This database has people in it: the demo only fills an empty one. Choose another LIVECHAT_DATA_DIR."
)


async def fill(chat: Chat, now: datetime, passwords: Mapping[str, str]) -> Account:
    """Store everything in one transaction; the administrator. `passwords` are by first name. Raises Forbidden."""
    hashed = {name: await chat.accounts.passwords.hash(password) for name, password in passwords.items()}
    talk = talk_until(now)
    began = talk[0].at - BEFORE_THE_TALK
    async with chat.db.write() as tx:
        if await users.list_accounts(tx):
            raise Forbidden(NOT_EMPTY)
        people = await _insert_people(tx, hashed, began)
        rooms = {demo_room.key: await _insert_room(tx, demo_room, people, began) for demo_room in DEMO_ROOMS}
        await _insert_talk(tx, talk, people, rooms)
        await read_positions.put_many(tx, _read_by(now - UNREAD_SINCE, talk, people, rooms))
        await users.note_seen(tx, [(people[utterance.speaker].id, utterance.at) for utterance in talk[-200:]])
        await one_time_links.delete_setup(tx)
    return people[TEAM[0].first_name]


async def _insert_people(tx: AsyncConnection, hashed: Mapping[str, str], began: datetime) -> dict[str, Account]:
    people = {}
    for number, someone in enumerate(TEAM):
        account = await users.insert(
            tx,
            email=someone.email,
            hashed_password=hashed[someone.first_name],
            display_name=someone.display_name,
            is_admin=number == 0,
            inserted_at=began + timedelta(minutes=17 * number),
        )
        people[someone.first_name] = await users.update(tx, account.id, about=someone.about)
    return people


async def _insert_room(
    tx: AsyncConnection, demo_room: DemoRoom, people: Mapping[str, Account], began: datetime
) -> RoomInfo:
    made_at = began + timedelta(hours=3)
    room = await rooms.insert(
        tx,
        name=demo_room.name,
        description=demo_room.description,
        slug=random_slug() if demo_room.is_private else demo_room.key,
        creator_id=people[demo_room.members[0]].id,
        is_private=demo_room.is_private,
        inserted_at=made_at,
    )
    for number, name in enumerate(demo_room.members):
        role = Role.MEMBER if number else Role.ADMIN
        joined_at = made_at + timedelta(minutes=5 * number)
        await memberships.insert(tx, room_id=room.id, user_id=people[name].id, role=role, joined_at=joined_at)
    return room


async def _insert_talk(
    tx: AsyncConnection, talk: list[Utterance], people: Mapping[str, Account], rooms: Mapping[str, RoomInfo]
) -> None:
    """In the order of the times, as ids count; what follows in the same room goes in together."""
    numbered = enumerate(talk)
    for key, run in groupby(numbered, key=lambda pair: pair[1].room):
        await messages.insert_many(tx, [
            (_new_message(rooms[key], people[said.speaker], number, said), people[said.speaker].person)
            for number, said in run
        ])  # fmt: skip


def _read_by(
    moment: datetime, talk: list[Utterance], people: Mapping[str, Account], rooms: Mapping[str, RoomInfo]
) -> dict[read_positions.ReaderKey, int]:
    """Everybody has read what was said by then, and up to what they said themselves since."""
    read = {}
    for demo_room in DEMO_ROOMS:
        said = [utterance for utterance in talk if utterance.room == demo_room.key]
        for name in demo_room.members:
            positions = (at for at, one in enumerate(said) if one.at <= moment or one.speaker == name)
            read[people[name].id, rooms[demo_room.key].id] = max(positions)
    return read


def _new_message(room: RoomInfo, speaker: Account, number: int, said: Utterance) -> NewMessage:
    renderer = MessageRenderer()
    html, version = renderer.html(said.body), renderer.version
    html = in_colours(html, [pieces_of(language, code) for language, code in code_blocks(html)])
    return NewMessage(room.id, speaker.id, said.body, f"demo-{number}", said.at, html, version)
