from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from livechat.db import Database
from livechat.ids import UserId
from livechat.preferences.choices import Preferences, Theme
from livechat.records import Person
from livechat.store import users
from tests.store.rows import NOON, add_person


async def test_an_account_is_found_by_its_email_and_its_id(db: Database, alice: Person) -> None:
    async with db.read() as tx:
        account = await users.find_by_email(tx, "alice@example.org")
        assert account is not None
        assert account.person == alice
        assert await users.find(tx, alice.id) == account
        assert await users.find(tx, UserId(99)) is None
        assert await users.find_by_email(tx, "nobody@example.org") is None


async def test_an_email_belongs_to_one_account(db: Database, alice: Person) -> None:
    with pytest.raises(IntegrityError):
        await add_person(db, "alice")


async def test_credentials_are_given_to_nobody_unknown(db: Database, alice: Person) -> None:
    async with db.read() as tx:
        assert await users.find_credentials(tx, "alice@example.org") == (alice.id, "no password")
        assert await users.find_credentials(tx, "nobody@example.org") is None


async def test_everybody_is_listed_in_the_order_of_joining(db: Database, alice: Person, bob: Person) -> None:
    async with db.read() as tx:
        assert await users.list_people(tx) == [alice, bob]


async def test_only_administrators_who_are_active_count(db: Database, alice: Person, bob: Person) -> None:
    async with db.write() as tx:
        await users.update(tx, alice.id, is_admin=True)
        await users.update(tx, bob.id, is_admin=True, is_active=False)
        assert await users.list_admin_ids(tx) == [alice.id]


async def test_a_last_visit_never_moves_backwards(db: Database, alice: Person) -> None:
    later = NOON + timedelta(hours=1)
    async with db.write() as tx:
        for at in (NOON, later, NOON):
            await users.note_seen(tx, [(alice.id, at)])
        assert (await users.get(tx, alice.id)).last_seen_at == later


async def test_what_people_have_chosen_is_listed_of_those_who_have(db: Database, alice: Person, bob: Person) -> None:
    chosen = Preferences(theme=Theme.DARK, zone="Asia/Kolkata")
    async with db.write() as tx:
        await users.update_preferences(tx, alice.id, chosen)

        assert await users.list_preferences(tx) == {alice.id: chosen}
