"""What an operator's settings change of the rendering."""

from livechat.markup.html import VERSION, message_html
from livechat.markup.renderer import MessageRenderer

NOTE = "[note](obsidian://open?vault=x) and obsidian://open?vault=y"


def test_an_operators_scheme_is_linked() -> None:
    html = MessageRenderer(["obsidian"]).html(NOTE)

    assert 'href="obsidian://open?vault=x"' in html
    assert 'href="obsidian://open?vault=y"' in html
    assert "href" not in MessageRenderer().html(NOTE)


def test_the_usual_schemes_stay() -> None:
    body = "https://example.org tel:+15550100 [a](ftp://b.example)"

    assert MessageRenderer(["obsidian"]).html(body) == message_html(body)


def test_what_was_kept_under_other_settings_can_be_told_from_it() -> None:
    versions = [MessageRenderer(own).version for own in ([], ["obsidian"], ["ssh"], ["obsidian", "ssh"])]

    assert len(set(versions)) == len(versions)
    assert versions[0] == MessageRenderer(["https"]).version == VERSION
    assert MessageRenderer(["ssh", "obsidian"]).version == versions[-1]
