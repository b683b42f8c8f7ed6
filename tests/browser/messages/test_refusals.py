"""What a browser asks that its page does not offer: each verb asks again, and says why not."""

from playwright.async_api import expect

from tests.browser.messages.test_deletion import TOMBSTONE, delete, open_menu
from tests.browser.people import SignUp, Visitor

THUMB = "1f44d"
PRESS = """command => {
    const button = document.createElement("button");
    button.setAttribute("commandfor", "room");
    button.setAttribute("command", command);
    document.body.append(button);
    button.click();
    button.remove();
}"""


async def forge(who: Visitor, command: str) -> None:
    """Give a command that no button on the page gives."""
    await who.page.evaluate(PRESS, command)


async def is_told(who: Visitor, sentence: str) -> None:
    """Read a notice, and close it."""
    notice = who.page.locator(".notice", has_text=sentence)
    await expect(notice).to_have_count(1)
    await notice.get_by_role("button").click()
    await expect(notice).to_have_count(0)


async def id_of(who: Visitor, text: str) -> str:
    return (await who.row(text).get_attribute("id") or "").removeprefix("m")


async def test_a_forged_command_changes_nothing_of_anothers(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    await bob.join(await alice.make_room("Forgers' lane"))
    await alice.send("what alice said")
    await bob.sees("what alice said")
    message_id = await id_of(bob, "what alice said")

    await open_menu(bob, bob.row("what alice said"))
    await expect(bob.page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    for offered_to_others in ("Edit", "Delete", "Pin"):
        await expect(bob.page.get_by_role("menuitem", name=offered_to_others)).to_have_count(0)
    await bob.page.keyboard.press("Escape")
    await forge(bob, f"--undo-{message_id}")
    await is_told(bob, "not deleted")
    await delete(alice, alice.row("what alice said"))
    await expect(bob.rows).to_contain_text([TOMBSTONE])
    await forge(bob, f"--undo-{message_id}")
    await is_told(bob, "Only who deleted")
    for command in (f"--reply-{message_id}", f"--toggle-{message_id}-{THUMB}", f"--versions-{message_id}"):
        await forge(bob, command)
        await is_told(bob, TOMBSTONE)

    await expect(bob.page.get_by_role("note")).to_have_count(0)
    for visitor in (alice, bob):
        await expect(visitor.rows).to_contain_text([TOMBSTONE])
        await expect(visitor.page.get_by_role("group", name="Reactions")).to_have_count(0)


async def test_who_has_left_reacts_no_more(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Leavers' lane")
    await bob.join(slug)
    await alice.send("stay a while")
    message_id = await id_of(alice, "stay a while")
    await bob.choose("Leave room")
    await bob.open_room(slug)
    await bob.sees("stay a while")

    await forge(bob, f"--toggle-{message_id}-{THUMB}")
    await is_told(bob, "Join the room")
    await expect(alice.page.get_by_role("group", name="Reactions")).to_have_count(0)
