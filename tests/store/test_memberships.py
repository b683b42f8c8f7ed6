from datetime import timedelta

from livechat.db import Database
from livechat.models import Role
from livechat.records import Member, Person, RoomInfo
from livechat.store import memberships
from tests.store.rows import NOON


async def test_a_member_comes_back_as_stored(db: Database, bob: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        member = await memberships.insert(tx, room_id=room.id, user_id=bob.id, role=Role.MEMBER, joined_at=NOON)

    assert member == Member(room.id, bob.id, Role.MEMBER, NOON)
    async with db.read() as tx:
        assert await memberships.list_all(tx) == [member]


async def test_joining_twice_keeps_role_and_date(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        first = await memberships.insert(tx, room_id=room.id, user_id=alice.id, role=Role.ADMIN, joined_at=NOON)
        later = NOON + timedelta(days=1)
        again = await memberships.insert(tx, room_id=room.id, user_id=alice.id, role=Role.MEMBER, joined_at=later)

    assert again == first
    assert again.role is Role.ADMIN


async def test_leaving_twice_is_leaving(db: Database, alice: Person, bob: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        for person in (alice, bob):
            await memberships.insert(tx, room_id=room.id, user_id=person.id, role=Role.MEMBER, joined_at=NOON)
        await memberships.delete(tx, bob.id, room.id)
        await memberships.delete(tx, bob.id, room.id)

    async with db.read() as tx:
        assert [member.user_id for member in await memberships.list_all(tx)] == [alice.id]
