"""Writing as people write: lines, corrections, the clipboard, an input method."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import CDPSession, WebSocketRoute, expect

from tests.browser.conftest import loop_fixture, module_fixture
from tests.browser.people import SignUp, Visitor

pytestmark = pytest.mark.timeout(60)


@module_fixture
async def resident(sign_up_for_all: SignUp) -> Visitor:
    """Who writes in most of these tests, at the lobby."""
    resident = await sign_up_for_all("alice")
    await resident.open_lobby()
    return resident


@loop_fixture
async def writer(resident: Visitor, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    """In a room that is new for the test, the cursor in the field.

    At the end the live view must be what a fresh one shows.
    """
    await resident.new_room(request.node.name[:50])
    await resident.composer.click()
    yield resident
    await resident.compare_with_fresh_view()


@loop_fixture
async def input_method(writer: Visitor) -> CDPSession:
    return await writer.context.new_cdp_session(writer.page)


async def compose(input_method: CDPSession, text: str) -> None:
    """Show a composition of the input method, not yet chosen."""
    keys = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    await input_method.send("Input.imeSetComposition", keys)


async def choose(input_method: CDPSession, text: str) -> None:
    """End the composition with this text."""
    await input_method.send("Input.insertText", {"text": text})


async def press(visitor: Visitor, *keys: str) -> None:
    for key in keys:
        await visitor.page.keyboard.press(key)


async def test_enter_sends_and_shift_and_enter_makes_a_line(writer: Visitor) -> None:
    await press(writer, "o", "n", "e", "Shift+Enter", "t", "w", "o", "Enter")

    await expect(writer.composer).to_have_value("")
    await expect(writer.rows).to_have_count(1)
    assert await writer.messages() == ["one\ntwo"]


async def test_the_button_sends_and_leaves_the_cursor_in_the_field(writer: Visitor) -> None:
    await press(writer, "1")
    await writer.page.get_by_role("button", name="Send", exact=True).click()
    await press(writer, "2", "Enter")

    await expect(writer.rows).to_have_count(2)
    assert await writer.messages() == ["1", "2"]
    await expect(writer.composer).to_be_focused()


async def test_enter_without_words_sends_nothing(writer: Visitor) -> None:
    await press(writer, "Enter", "Space", "Shift+Enter", "Enter", "?", "Enter")

    await writer.sees("?")
    await expect(writer.rows).to_have_count(1)


async def test_a_correction_in_the_middle_is_sent_as_it_reads(writer: Visitor) -> None:
    await writer.page.keyboard.type("we met on Tusday")
    await press(writer, *["ArrowLeft"] * 4, "e", "Home", "Delete", "W", "End", "!", "Backspace", ".")
    await expect(writer.composer).to_have_value("We met on Tuesday.")
    await press(writer, "Enter")

    await writer.sees("We met on Tuesday.")


async def test_what_is_pasted_over_a_selection_replaces_it(writer: Visitor) -> None:
    await writer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await writer.page.keyboard.type("one two three")
    await writer.page.evaluate("navigator.clipboard.writeText('zwei\\ndrei')")
    await press(writer, *["ArrowLeft"] * 6, *["Shift+ArrowLeft"] * 3, "Control+v")
    await expect(writer.composer).to_have_value("one zwei\ndrei three")
    await press(writer, "Enter")

    await expect(writer.rows).to_have_count(1)
    await expect(writer.composer).to_have_value("")
    assert await writer.messages() == ["one zwei\ndrei three"]


async def test_what_is_selected_and_deleted_is_gone(writer: Visitor) -> None:
    await writer.page.keyboard.type("never mind")
    await press(writer, "Control+a", "Delete", "Enter")
    await writer.page.keyboard.type("hello")
    await press(writer, "Control+a")
    await writer.page.keyboard.type("instead")
    await press(writer, "Enter")

    await writer.sees("instead")
    await expect(writer.rows).to_have_count(1)


async def test_enter_in_a_composition_does_not_send(writer: Visitor, input_method: CDPSession) -> None:
    await compose(input_method, "に")
    await compose(input_method, "にほん")
    composing = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "type": "rawKeyDown"}
    await input_method.send("Input.dispatchKeyEvent", composing)
    await choose(input_method, "日本")
    await expect(writer.composer).to_have_value("日本")
    await press(writer, "Enter")

    await writer.sees("日本")
    assert await writer.messages() == ["日本"]


async def test_a_composition_begun_while_a_message_leaves_is_kept(writer: Visitor, input_method: CDPSession) -> None:
    for number in range(5):
        await writer.page.keyboard.type(f"number {number}")
        await press(writer, "Enter")
        await compose(input_method, "に")
        await compose(input_method, "にほ")
        await choose(input_method, f"日本{number}")
        await press(writer, "Enter")

    await writer.sees("日本4")
    expected = [text for number in range(5) for text in (f"number {number}", f"日本{number}")]
    assert await writer.messages() == expected
    await expect(writer.composer).to_have_value("")


async def test_a_half_written_text_is_there_after_a_reload_and_in_its_room_only(alice: Visitor) -> None:
    await alice.page.keyboard.type("half of it")
    await alice.page.reload()
    await expect(alice.composer).to_have_value("half of it")

    await alice.make_room("Quay")
    await expect(alice.composer).to_have_value("")
    await alice.walk_to("Chart room")
    await expect(alice.composer).to_have_value("half of it")
    await alice.composer.press("End")
    await alice.page.keyboard.type(" and the rest")
    await press(alice, "Enter")
    await alice.sees("half of it and the rest")


async def test_an_emoji_and_a_family_of_them_arrive_whole(writer: Visitor) -> None:
    for text in ("a", "👍🏽", "b", "👨‍👩‍👧", "c", "e\u0301"):
        await writer.page.keyboard.insert_text(text)
    await press(writer, "Enter")

    await writer.sees("a👍🏽b👨‍👩‍👧ce\u0301")


async def test_what_is_typed_before_the_socket_of_a_page_is_there_is_sent_whole(alice: Visitor) -> None:
    released = asyncio.Event()

    async def hold(socket: WebSocketRoute) -> None:
        await released.wait()
        socket.connect_to_server()

    await alice.page.route_web_socket(re.compile("/socket.io/"), hold)
    for text in ("typed too early", "and once more", "and for a third time"):
        released.clear()
        await alice.page.reload()
        await alice.composer.focus()
        await alice.type_on(f"{text}\n", seconds_a_key=0.013)  # every key asks at another time whether it may go
        released.set()

        await alice.sees(text)
        await expect(alice.composer).to_have_value("")
