"""What a page learns of its device: the stylesheet begins one of two animations, and the browser says which."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from nicegui import ui
from nicegui.element import Element
from nicegui.testing import User, user_simulation

import livechat.look
from livechat.chat import Chat
from livechat.live.screens import Screens
from livechat.pages.app_shell import app_shell
from livechat.pages.open_page import OpenPage
from livechat.pages.pointer_question import ANSWERS, ASKING_CLASS
from livechat.preferences.choices import Pointer
from livechat.records import Person, Session
from tests.eventually import eventually
from tests.pages.elements import trigger
from tests.people import signed_in

QUESTION = "animationstart.self"
STYLE = (Path(livechat.look.__path__[0]) / "app.css").read_text("utf-8")


@pytest.fixture
async def session(chat: Chat, alice: Person) -> Session:
    return (await signed_in(chat, alice))[1]


@pytest.fixture
async def page(chat: Chat, screens: Screens, alice: Person, session: Session) -> AsyncIterator[User]:
    """Alice at a browser that is signed in."""

    def root() -> None:
        app_shell(OpenPage(ui.context.client, chat, screens, alice.id, session.id))

    async with user_simulation(root) as page:
        yield page


async def content(page: User) -> Element:
    """Of a page that was just opened."""
    await page.open("/")
    assert page.client is not None
    return page.client.content


async def until_answered(chat: Chat, session: Session, answer: Pointer) -> None:
    """The answer is kept, and it is this one."""
    device = chat.viewer_states.for_device(session.user_id, session.id)
    await eventually(lambda: device.preferences.pointer is not Pointer.UNKNOWN)
    assert device.preferences.pointer is answer


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_device_is_asked_until_it_has_answered(
    chat: Chat, session: Session, page: User, answer: Pointer
) -> None:
    first = await content(page)
    assert ASKING_CLASS in first.classes

    await trigger(page, first, QUESTION, {"animationName": ANSWERS[answer]})

    await until_answered(chat, session, answer)
    assert ASKING_CLASS not in (await content(page)).classes


@pytest.mark.parametrize("said", [{}, *({"animationName": name} for name in (None, ["pointer-finger"], "spin"))])
async def test_what_is_no_answer_leaves_the_question_open(
    chat: Chat, session: Session, page: User, said: dict[str, object]
) -> None:
    asked = await content(page)
    await trigger(page, asked, QUESTION, said)
    await trigger(page, asked, QUESTION, {"animationName": ANSWERS[Pointer.MOUSE]})

    await until_answered(chat, session, Pointer.MOUSE)


@pytest.mark.parametrize("name", ANSWERS.values())
def test_the_stylesheet_knows_the_question_and_both_answers(name: str) -> None:
    assert f"@keyframes {name} " in STYLE
    assert f".{ASKING_CLASS} {{ animation: {name} " in STYLE
