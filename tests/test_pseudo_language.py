"""The marks see what bypasses the catalogue, and nothing else."""

import pytest

from livechat.i18n.text import gettext, ngettext
from tests.pseudo_language import bypassing, words_of_html, words_of_props

pytestmark = pytest.mark.usefixtures("pseudo_language")


def test_what_is_said_by_the_catalogue_is_marked() -> None:
    size = gettext("{size} {unit}", size=5, unit=gettext("kB"))

    assert (size, ngettext("1 member", "{n} members", 2)) == ("⟦5 ⟦kB⟧⟧", "⟦2 members⟧")
    assert not bypassing(f"{size} · 10:02, Europe/Berlin")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>⟦Join⟧</p>", []),
        ("<p>Join</p>", ["Join"]),
        ('<p title="Join">⟦Join⟧</p>', ["Join"]),
        ('<input placeholder="Name"><b>⟦x⟧</b>', ["Name"]),
        ('<i class="q-icon">menu</i>⟦Rooms⟧', []),
        ('<span class="avatar"><img alt="face">AB</span>and', ["and"]),
        ("<p>⟦in <bdi>Harbour</bdi>⟧</p><p>Ann</p>", []),
        ("<style>a{content:'x'}</style><script>let x</script><p>7 · Ann</p>", []),
    ],
)
def test_words_that_bypass_it_are_found(html: str, found: list[str]) -> None:
    assert bypassing(words_of_html(html), "Ann") == found


def test_words_in_what_an_element_is_given_are_found() -> None:
    assert bypassing("\n".join(words_of_props("q-input", {"label": "Name", "hint": "⟦x⟧", "rows": 3}))) == ["Name"]
    assert bypassing("\n".join(words_of_props("div", {"options": {"message": "Sent"}}))) == ["Sent"]
    assert bypassing("\n".join(words_of_props("style", {"innerHTML": 'a{content:"you"}'}))) == ["you"]
    assert not bypassing("\n".join(words_of_props("style", {"innerHTML": r'a{content:"\27e6 you\27e7 "}'})))
