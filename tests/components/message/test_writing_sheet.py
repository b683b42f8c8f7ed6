from livechat.components.message.writing_sheet import marks, samples
from livechat.markup.html import message_html


def test_each_mark_stands_beside_what_becomes_of_it_in_a_message() -> None:
    drawn = str(samples())

    assert "<code>**bold**</code>" in drawn
    assert "<strong>bold</strong>" in drawn
    for sample in marks():
        assert str(message_html(sample)) in drawn
