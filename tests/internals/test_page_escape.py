"""The contract of livechat/internals/page_escape.py with NiceGUI: the same text, asked for in the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nicegui import client, json, ui
from nicegui.testing import user_simulation

from livechat.internals.page_escape import ElementsText, escape_pages_quickly

MARKS = st.text(st.sampled_from("&<>`$;lt#96aé👍\u2028"))


@given(MARKS)
def test_a_text_is_escaped_as_nicegui_escapes_it(text: str) -> None:
    assert ElementsText(text).translate(client.HTML_ESCAPE_TABLE) == text.translate(client.HTML_ESCAPE_TABLE)


async def test_nicegui_escapes_the_elements_of_a_page_by_it_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    escaped = []

    def translate(text: ElementsText, table: dict[int, str]) -> str:
        escaped.append(str(text))
        return str.translate(text, table)

    monkeypatch.setattr(ElementsText, "translate", translate)
    escape_pages_quickly()
    async with user_simulation(lambda: ui.label("<b>` ${one}")) as page:
        answer = await page.http_client.get("/")

    [elements] = escaped
    assert "<b>` ${one}" in [element.get("text") for element in json.loads(elements).values()]
    assert "&lt;b&gt;&#96; &#36;{one}" in answer.text
