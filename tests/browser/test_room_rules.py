"""What a person may not see or do is not there, also while they look."""

from playwright.async_api import Page, WebSocket, expect

from tests.browser.people import SignUp
from tests.browser.test_lobby import card, edit

SECRET = "Operation Albatross"


class Heard:
    """Everything that a browser was ever told."""

    def __init__(self, page: Page) -> None:
        self.frames: list[str] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))

    def mentions(self, text: str) -> bool:
        return any(text in frame for frame in self.frames)


async def test_in_a_strangers_frames_a_private_room_is_nowhere(sign_up: SignUp) -> None:
    alice, bob, stranger = await sign_up("alice"), await sign_up("bob"), await sign_up("stranger")
    heard = Heard(stranger.page)
    slug = await alice.make_room("Open sea")
    await bob.join(slug)
    await stranger.open_lobby()

    private = await alice.new_room(SECRET, private=True)
    await alice.send(f"about {SECRET}")
    await edit(alice, Description=f"all about {SECRET}")
    await stranger.walk_in("Open sea")
    await alice.walk_to("Open sea")
    await alice.send("back in the open")
    await stranger.sees("back in the open")
    await stranger.page.get_by_role("link", name="All rooms").click()
    await expect(card(stranger, "Open sea")).to_be_visible()

    assert heard.mentions("back in the open")
    assert not heard.mentions(SECRET)
    assert not heard.mentions(private)
    assert SECRET not in await stranger.page.content()


async def test_a_private_room_and_no_room_answer_alike(sign_up: SignUp) -> None:
    alice, stranger = await sign_up("alice"), await sign_up("stranger")
    private = await alice.make_room("Quiet bay", private=True)

    answers = []
    for slug in (private, "no-such-room"):
        answer = await stranger.page.goto(f"/rooms/{slug}")
        assert answer is not None
        answers.append((answer.status, await stranger.page.locator("main").inner_text()))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


async def test_who_reads_a_room_made_private_is_shown_out(sign_up: SignUp) -> None:
    alice, bob, stranger = await sign_up("alice"), await sign_up("bob"), await sign_up("stranger")
    slug = await alice.make_room("Shallows")
    await bob.join(slug)
    await stranger.open_room(slug)
    await alice.sees_online("alice", "bob", "stranger")

    await edit(alice, Private=True)
    await expect(stranger.page.locator(".cards")).to_be_attached()
    await expect(stranger.page.get_by_text("You can no longer see that room.")).to_be_visible()
    await alice.sees_online("alice", "bob")
    await alice.send("just us")
    await bob.sees("just us")

    await expect(card(stranger, "Shallows")).to_have_count(0)
    assert "just us" not in await stranger.page.content()


async def test_a_deleted_room_shows_everybody_out_and_is_gone(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Sandbank")
    await bob.join(slug)
    await bob.composer.fill("half a sentence")

    await alice.choose("Delete room")
    dialog = alice.page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Sand")
    await dialog.get_by_role("button", name="Delete room").click()
    await expect(dialog).to_contain_text("That is not the room's name, so nothing was deleted.")
    await dialog.get_by_label("Name").fill("Sandbank")
    await dialog.get_by_role("button", name="Delete room").click()

    for visitor in (alice, bob):
        await expect(visitor.page.locator(".cards")).to_be_attached()
        await expect(visitor.page.get_by_text("“Sandbank” was deleted.")).to_be_visible()
        await expect(card(visitor, "Sandbank")).to_have_count(0)
        await expect(visitor.page.locator(".sidebar-rooms").get_by_role("link")).to_have_count(0)
    answer = await bob.page.goto(f"/rooms/{slug}")
    assert answer is not None
    assert answer.status == 404
    await bob.make_room("Mainland")
    await expect(bob.composer).to_have_value("")


async def test_who_leaves_may_join_again_and_a_reader_has_no_composer(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Lagoon")
    await bob.join(slug)

    await bob.choose("Leave room")
    await expect(bob.page.locator(".cards")).to_be_attached()
    await bob.open_room(slug)
    await expect(bob.composer).to_have_count(0)
    await alice.send("hello reader")
    await bob.sees("hello reader")
    await alice.sees_online("alice", "bob")
    await alice.sees_offline()
    await bob.page.get_by_role("button", name="Join").click()

    await bob.send("hello alice")
    await alice.sees("hello alice")
