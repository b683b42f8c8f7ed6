"""Nobody learns by the time of a refusal who has an account: both kinds of refusal do the same work, step by step."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, event

from livechat.chat import Chat
from livechat.errors import Invalid
from tests.people import PASSWORD

Work = list[str]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """What takes time, as it is done: each statement to the database, and the cost of each hash that is compared."""
    done: Work = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, hashed: str, password: str) -> bool:
        done.append(hashed.rpartition("$")[0].rpartition("$")[0])
        return verify(hasher, hashed, password)

    def note_statement(*call: object) -> None:
        done.append(str(call[2]))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    event.listen(Engine, "before_cursor_execute", note_statement)
    yield done
    event.remove(Engine, "before_cursor_execute", note_statement)


async def work_of_refusal(chat: Chat, work: Work, email: str) -> Work:
    work.clear()
    with pytest.raises(Invalid):
        await chat.accounts.sign_in(email, "not the password")
    return [*work]


async def test_the_time_of_a_refusal_does_not_tell_who_has_an_account(chat: Chat, work: Work) -> None:
    await chat.accounts.register("alice@example.org", "Alice", PASSWORD)

    known = await work_of_refusal(chat, work, "alice@example.org")
    unknown = await work_of_refusal(chat, work, "nobody@example.org")

    assert known == unknown
    assert known[-1] == "$argon2id$v=19$m=19456,t=2,p=1"
    assert len(known) > 1
