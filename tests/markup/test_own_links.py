"""Links to this server's rooms and messages lead inside; all others lead out, into a tab of their own."""

import pytest
from hypothesis import given

from livechat.ids import MessageId
from livechat.markup.html import message_html
from livechat.markup.own_links import OwnLink, own_links_in, with_own_links
from livechat.markup.renderer import MessageRenderer
from tests.components.markup import Node, read
from tests.markup.fragments import bodies

OWN = frozenset({"http://192.0.2.7:8080", "https://chat.example.org"})


def link_in(body: str) -> Node:
    return read(MessageRenderer(origins=OWN).html(body)).one("a")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("see http://192.0.2.7:8080/rooms/harbour?m=5.", "/rooms/harbour?m=5"),
        ("https://chat.example.org/rooms/harbour", "/rooms/harbour"),
        ("HTTPS://Chat.Example.org:443/rooms/harbour?m=12", "/rooms/harbour?m=12"),
        ("[there](https://chat.example.org/rooms/_0123456789abcdef0123?m=1)", "/rooms/_0123456789abcdef0123?m=1"),
        ("<https://chat.example.org/rooms/a-b-2>", "/rooms/a-b-2"),
    ],
)
def test_a_link_to_a_room_or_message_of_this_server_leads_inside(body: str, path: str) -> None:
    assert link_in(body).attributes == {"href": path}


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.8:8080/rooms/harbour?m=5",  # another machine of the same network
        "http://192.0.2.7/rooms/harbour?m=5",  # another port
        "https://192.0.2.7:8080/rooms/harbour",  # another scheme
        "https://chat.example.org.evil.example/rooms/harbour",
        "https://bob@chat.example.org/rooms/harbour",
        "https://chat.example.org/rooms/harbour/../../logout",
        "https://chat.example.org/rooms/harbour?m=5&next=//evil.example",
        "https://chat.example.org/rooms/harbour?m=" + "9" * 19,
        "https://chat.example.org/logout",
        "https://chat.example.org//evil.example/rooms/x",
        "https://chat.example.org/rooms/harbour#m5",
    ],
)
def test_any_other_leads_out(address: str) -> None:
    assert link_in(f"see {address} there").attributes["target"] == "_blank"
    assert link_in(f"see {address} there").attributes["href"].startswith(("http://", "https://"))


@given(bodies)
def test_nothing_but_such_a_path_comes_inside(body: str) -> None:
    html = str(message_html(body))

    assert with_own_links(html, OWN) == html or all(origin in body.lower() for origin in ("/rooms/",))


def test_the_messages_that_it_links_to_are_found_in_their_order() -> None:
    html = MessageRenderer(origins=OWN).html(
        "https://chat.example.org/rooms/attic?m=7 http://192.0.2.7:8080/rooms/harbour?m=5 "
        "https://chat.example.org/rooms/harbour https://elsewhere.example/rooms/harbour?m=6"
    )

    assert own_links_in(html) == [OwnLink("attic", MessageId(7)), OwnLink("harbour", MessageId(5))]


def test_what_only_looks_like_a_link_is_none() -> None:
    assert own_links_in(MessageRenderer(origins=OWN).html('`<a href="/rooms/harbour?m=5">`')) == []


def test_what_the_operator_chooses_makes_another_version_and_what_the_machine_is_called_does_not() -> None:
    plain, chosen = MessageRenderer(origins=OWN), MessageRenderer(origins=OWN, chosen=["https://chat.example.org"])

    assert plain.version == MessageRenderer().version
    assert chosen.version != plain.version
