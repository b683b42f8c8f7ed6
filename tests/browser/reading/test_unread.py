"""What is unread: counted, shown and read, at several devices at once."""

from playwright.async_api import expect

from tests.browser.people import SignUp
from tests.browser.reading.sidebar import counts, link_of, new_messages


async def test_what_is_unread_is_counted_on_every_tab_and_read_on_one_it_is_read_on_all(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Reading pier")
    await bob.join(slug)
    await alice.open_lobby()
    second = await alice.new_tab()
    await second.open_profile()
    card = alice.page.get_by_role("article", name="Reading pier", exact=True)

    for number in range(3):
        await bob.send(f"news {number}")
    await counts(alice, "Reading pier", 3)
    await counts(second, "Reading pier", 3)
    await counts(bob, "Reading pier", 0)
    assert "3 unread" in await card.locator(".card-unread").evaluate("e => getComputedStyle(e, '::after').content")

    await alice.walk_in("Reading pier")

    await expect(new_messages(alice)).to_have_count(1)
    await counts(alice, "Reading pier", 0)
    await counts(second, "Reading pier", 0)
    await expect(new_messages(alice)).to_have_count(1)  # until one enters again
    await alice.page.get_by_role("link", name="All rooms").click()
    await alice.walk_to("Reading pier")
    await expect(new_messages(alice)).to_have_count(0)


async def test_nobody_reads_by_being_connected(sign_up: SignUp) -> None:
    """A hidden tab, and an open one at which nobody does anything, also after it was reloaded."""
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Empty chair")
    await bob.join(slug)
    watching = await alice.new_tab()
    await watching.open_lobby()  # and the tab in the room is hidden

    await bob.send("is anybody there?")
    await alice.sees("is anybody there?")
    await counts(watching, "Empty chair", 1)
    await alice.page.reload()
    await alice.sees("is anybody there?")
    await bob.send("hello?")
    await alice.sees("hello?")
    await counts(watching, "Empty chair", 2)

    await alice.page.bring_to_front()
    await alice.log.click()

    await counts(watching, "Empty chair", 0)


async def test_typing_and_sending_read(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Typing reads")
    await bob.join(slug)
    await alice.open_room(slug)
    await bob.send("one")
    await counts(alice, "Typing reads", 1)

    await alice.composer.press_sequentially("an answer")
    await counts(alice, "Typing reads", 0)
    await bob.send("two")
    await alice.sees("two")
    await alice.composer.press("Enter")

    await alice.sees("an answer")
    await counts(alice, "Typing reads", 0)
    await counts(bob, "Typing reads", 0)  # he has sent nothing since, but typed


async def test_what_is_marked_unread_stays_so_until_one_enters_again(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Mark me")
    await alice.open_lobby()
    await bob.join(slug)
    for number in range(3):
        await bob.send(f"to be answered {number}")
    await alice.walk_to("Mark me")
    await counts(alice, "Mark me", 0)

    await alice.row("to be answered 1").hover()
    await alice.row("to be answered 1").get_by_role("button", name="More").click()
    await alice.page.get_by_role("menuitem", name="Mark unread").click()
    await counts(alice, "Mark me", 2)
    await expect(alice.row("to be answered 1").get_by_role("separator", name="New messages")).to_be_visible()
    await alice.composer.press_sequentially("not yet")
    await alice.log.click()
    await counts(alice, "Mark me", 2)
    await alice.page.get_by_role("link", name="All rooms").click()
    await alice.walk_to("Mark me")

    await counts(alice, "Mark me", 0)


async def test_all_of_a_room_is_marked_read_by_its_menu(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Read them all")
    await bob.join(slug)
    await alice.open_room(slug)
    second = await alice.new_tab()
    await second.open_lobby()
    await bob.send("news")
    await counts(second, "Read them all", 1)

    await alice.choose("Mark all read")

    await counts(second, "Read them all", 0)


async def test_a_room_with_a_draft_is_marked_in_the_other_tab(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Half a sentence")
    second = await alice.new_tab()
    await second.open_lobby()
    rooms = second.page.get_by_role("navigation", name="Rooms")
    mark = rooms.get_by_role("link", name="Half a sentence, draft", exact=True)
    await expect(mark).to_have_count(0)

    await alice.composer.press_sequentially("I wanted to")
    await expect(mark).to_have_count(1)
    await alice.composer.press("Enter")

    await expect(mark).to_have_count(0)


async def test_on_a_phone_and_by_keys_one_gets_to_what_is_unread(sign_up: SignUp) -> None:
    """The link is pressed while others write: its number changes, and it stays the same link."""
    alice = await sign_up("alice", viewport={"width": 375, "height": 720}, has_touch=True)
    bob = await sign_up("bob")
    slug = await alice.make_room("Pocket")
    await bob.join(slug)
    await alice.open_lobby()
    await alice.page.get_by_role("button", name="Rooms").tap()
    await bob.send("one")
    await counts(alice, "Pocket", 1)
    await link_of(alice, "Pocket", 1).focus()
    await bob.send("two")
    await counts(alice, "Pocket", 2)
    await expect(link_of(alice, "Pocket", 2)).to_be_focused()

    await alice.page.keyboard.press("Enter")

    await expect(new_messages(alice)).to_be_visible()
    await alice.page.get_by_role("button", name="Rooms").tap()
    await counts(alice, "Pocket", 0)
