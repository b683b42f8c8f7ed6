"""The contract of livechat/internals/clients/field_tag.py with NiceGUI; the browser's is in tests/browser."""

from nicegui import Client
from nicegui.element import Element

from livechat.internals.clients.field_tag import TAG_ID, FieldTag

WHERE = "livechat/internals/clients/field_tag.py"


async def test_the_tag_has_its_own_id_and_the_others_are_counted_on(client: Client) -> None:
    with client:
        before, tag, after = Element("i"), FieldTag("here"), Element("i")

    assert (tag.id, after.id) == (TAG_ID, before.id + 1), f"elements get their ids otherwise now: see {WHERE}"
    assert client.elements[TAG_ID] is tag


async def test_a_page_may_have_another_tag_once_the_first_is_gone(client: Client) -> None:
    with client:
        FieldTag("here").delete()
        tag = FieldTag("there")

    assert client.elements[TAG_ID] is tag
    assert client.outbox.updates[TAG_ID] is tag


async def test_only_a_new_text_is_an_update(client: Client) -> None:
    with client:
        tag = FieldTag("here")
    client.outbox.updates.clear()

    tag.tell()
    assert not client.outbox.updates
    tag.text = "there"
    tag.tell()

    assert client.outbox.updates[TAG_ID] is tag
    assert tag._to_dict()["props"]["title"] == "there"
