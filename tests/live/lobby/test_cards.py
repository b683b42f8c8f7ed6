"""The encoded cards that a lobby keeps."""

from datetime import UTC

from livechat.chat import Chat
from livechat.live.lobby.cards import MAX_KEPT_STATES, LobbyCards
from livechat.live.lobby.listing import Listing
from tests.people import person, room


async def test_the_states_of_a_few_are_kept_and_not_of_everybody(chat: Chat) -> None:
    alice, cards = await person(chat, "Alice"), LobbyCards(chat, UTC)
    made = [await room(chat, alice, f"Room {number}") for number in range(MAX_KEPT_STATES + 1)]
    first, *others = [Listing((room.id,), rooms=frozenset({room.id})) for room in made]

    state = cards.state(first, "one version")
    assert cards.state(first, "one version") is state
    for listing in others:
        cards.state(listing, "one version")

    assert cards.state(first, "one version") is not state
    assert cards.state(first, "one version") == state
