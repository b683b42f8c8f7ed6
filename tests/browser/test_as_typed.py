"""What people type, as another person's browser draws it."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import module_fixture
from tests.browser.people import SignUp, Visitor

PHONE: ViewportSize = {"width": 390, "height": 844}
OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"
TEXT_BOX = """element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
    return [text.left - box.left, box.right - text.right];
}"""  # how far its text is from its left and right side
MARKS = "".join(chr(0x0300 + number % 0x70) for number in range(60))


Talk = Callable[[str], Awaitable[Locator]]


def talk_of(alice: Visitor, bob: Visitor) -> Talk:
    """`await talk("text")`: Alice posts it, and its body as Bob reads it."""

    async def talk(body: str) -> Locator:
        before = await bob.rows.count()
        await alice.page.get_by_role("textbox", name="Message").fill(body)
        await alice.page.get_by_role("button", name="Send").click()
        await expect(bob.rows).to_have_count(before + 1)
        return bob.page.locator("article.message .message-body").last

    return talk


async def read_by_bob(sign_up: SignUp, name: str, body: str, **context: object) -> tuple[Visitor, Locator]:
    """Somebody who reads what another one has posted in a room of that name, and its body."""
    alice, bob = await sign_up("alice"), await sign_up("bob", **context)
    await bob.join(await alice.make_room(name))
    return bob, await talk_of(alice, bob)(body)


@module_fixture
async def bob(sign_up_for_all: SignUp) -> Visitor:
    """Who reads, in one room with who writes."""
    return await sign_up_for_all("bob")


@module_fixture
async def talk(sign_up_for_all: SignUp, bob: Visitor) -> Talk:
    alice = await sign_up_for_all("alice")
    await bob.join(await alice.make_room("As typed"))
    return talk_of(alice, bob)


async def side(paragraph: Locator) -> str:
    """On which side its text stands."""
    left, right = await paragraph.evaluate(TEXT_BOX)
    return "left" if left <= right else "right"


async def test_each_paragraph_runs_its_own_way(talk: Talk) -> None:
    widest = "English first, and longer than what follows. " * 2
    body = f"{widest}\n\nمرحبا بالعالم.\n\nافتح الملف `src/auth.py` وعدّل 42.\n\n> مرحبا"
    shown = await talk(body)
    first, second, third = (shown.locator("> p").nth(number) for number in range(3))

    assert [await side(paragraph) for paragraph in (first, second, third)] == ["left", "right", "right"]
    await expect(shown.locator("blockquote")).to_have_css("border-right-width", "3px")
    await expect(shown.locator("code")).to_have_css("direction", "ltr")


async def test_spaces_and_columns_stay(talk: Talk) -> None:
    shown = await talk("name     age\nAnn      41\n  indented\n\n\n\nlast")
    columns, last = shown.locator("p").first, shown.locator("p").last

    assert await columns.evaluate("element => element.innerText") == "name     age\nAnn      41\n  indented"
    gap = await last.evaluate("element => element.offsetTop - element.previousElementSibling.offsetTop")
    assert gap >= await last.evaluate("element => element.offsetHeight - 1")


async def test_a_wide_table_scrolls_by_itself_on_a_phone(sign_up: SignUp) -> None:
    header = "| " + " | ".join(f"a rather long heading {number}" for number in range(8)) + " |"
    row = "| " + " | ".join(f"value {number}" for number in range(8)) + " |"
    bob, shown = await read_by_bob(sign_up, "Tables", f"{header}\n{'|---' * 8}|\n{row}", viewport=PHONE)
    table = shown.locator(".table-scroll")

    assert await table.evaluate("element => element.scrollWidth > element.clientWidth")
    assert await bob.page.evaluate(OVERFLOW) <= 0
    narrowest = await table.locator("td").evaluate_all("cells => Math.min(...cells.map(cell => cell.offsetWidth))")
    assert narrowest > 40  # no column of single letters


async def test_an_address_that_no_browser_opens_is_selected_by_one_click(bob: Visitor, talk: Talk) -> None:
    shown = await talk(r"it is on \\nas\share\plan.txt today")

    await shown.locator(".address").click()

    assert await bob.page.evaluate("getSelection().toString()") == r"\\nas\share\plan.txt"


async def test_numbers_and_boxes_are_those_that_were_typed(talk: Talk) -> None:
    shown = await talk("2. yes\n4. no\n\n- [x] done\n- [ ] open")

    assert await shown.locator("ol > li").evaluate_all("items => items.map(item => item.value)") == [2, 4]
    await expect(shown.locator("li.task")).to_have_text(["☑ done", "☐ open"])


async def test_marks_heaped_on_a_letter_stay_inside(sign_up: SignUp) -> None:
    heap = "Ze" + MARKS
    bob, shown = await read_by_bob(sign_up, heap, heap)
    author, title = bob.page.locator(".message-author").first, bob.page.get_by_role("heading", level=1)

    assert [await overflow(place) for place in (shown, author, title)] == ["clip", "hidden", "hidden"]
    await bob.open_lobby()
    assert await overflow(bob.page.get_by_role("article", name=heap).get_by_role("heading")) == "clip"


async def overflow(place: Locator) -> str:
    value: str = await place.evaluate("element => getComputedStyle(element).overflowY")
    return value


async def follow(page: Page, name: str) -> str | None:
    return await page.get_by_role("link", name=name).last.get_attribute("href")


async def test_a_link_that_says_another_place_shows_where_it_leads(bob: Visitor, talk: Talk) -> None:
    shown = await talk("[https://bank.example](https://evil.example/x) nas.local/x")

    await expect(shown).to_have_text("https://bank.example (evil.example) nas.local/x")
    assert await follow(bob.page, "nas.local/x") == "http://nas.local/x"


async def test_code_is_in_colours_and_copied_as_it_was_typed(bob: Visitor, talk: Talk) -> None:
    code = "def greet(name: str) -> str:\n    return f'Hello {name}'  # politely\n\nprint(greet('<Ann>'))"
    shown = await talk(f"```python\n{code}\n```")
    block = shown.locator("pre")

    await expect(block).to_have_attribute("data-language", "python")
    colours = await block.locator("span").evaluate_all("spans => spans.map(span => getComputedStyle(span).color)")
    assert len(set(colours)) >= 3
    copied = await bob.page.evaluate(
        "block => { getSelection().selectAllChildren(block); return getSelection().toString(); }",
        await block.element_handle(),
    )
    assert copied.strip("\n") == code
