"""Three people in three time zones read one message, each in their own time and day, on any page."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Locator, expect

from livechat.live.room.history.window import BLOCK_ROWS
from tests.browser.conftest import QUICK_HANDS, loop_fixture
from tests.browser.people import SignUp, Visitor
from tests.server import ROOT, Server

ZONES = {"lea": "America/Los_Angeles", "bea": "Europe/Berlin", "kay": "Asia/Kolkata"}
IN_THE_HOUR_THAT_COMES_TWICE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # in Berlin; it is 17:30 and 6:00 elsewhere
DATE_AT_THE_TOP = """() => {
    const scroller = document.querySelector(".scroller").getBoundingClientRect();
    const at = document.elementFromPoint(scroller.left + scroller.width / 2, scroller.top + 10);
    return at.closest(".day-separator")?.innerText ?? "";
}"""


class MovedClock:
    """The server's, moved by a file that it looks at; see `tests.faults.moved_clock`."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def set(self, moment: datetime) -> None:
        self.file.write_text(str((moment - datetime.now(UTC)).total_seconds()))


@loop_fixture
async def clock(tmp_path: Path) -> MovedClock:
    clock = MovedClock(tmp_path / "moved")
    clock.set(IN_THE_HOUR_THAT_COMES_TWICE)
    return clock


@loop_fixture
async def server(tmp_path: Path, clock: MovedClock) -> AsyncIterator[Server]:
    """In Berlin's time."""
    server = Server(tmp_path, timezone="Europe/Berlin", **QUICK_HANDS)
    server.program = (
        str(ROOT / "tests" / "faults" / "moved_clock.py"),
        str(clock.file),
        str(ROOT / "app.py"),
    )
    await server.start()
    yield server
    assert await server.stop() == 0, server.output
    assert "Traceback" not in server.output, server.output


def time_of(reader: Visitor, text: str) -> Locator:
    return reader.row(text).locator("time .clock-24")


def dates(reader: Visitor) -> Locator:
    """The days that begin in the room, as they are shown."""
    return reader.log.locator(".day-separator:not(.day-goes-on)")


async def read_each(readers: list[Visitor], text: str, *times: str) -> None:
    for reader, time in zip(readers, times, strict=True):
        await expect(time_of(reader, text)).to_have_text(time)


async def test_one_message_across_midnight_and_the_change_to_winter_time(
    sign_up: SignUp, chromium: Browser, clock: MovedClock
) -> None:
    readers = [await sign_up(name, timezone_id=zone) for name, zone in ZONES.items()]
    lea, bea, kay = readers
    for reader in (lea, kay):
        await reader.open_profile()
        await expect(reader.page.get_by_text("Times are in Europe/Berlin, the zone of this server.")).to_be_visible()
        await reader.prefer_zone(ZONES[reader.name])
    slug = await bea.make_room("World")
    for reader in (lea, kay):
        await reader.join(slug)

    await bea.send("in summer time")
    await read_each(readers, "in summer time", "17:30", "02:30 CEST", "06:00")
    clock.set(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    await bea.send("in winter time")
    await read_each(readers, "in winter time", "18:30", "02:30 CET", "07:00")
    clock.set(datetime(2026, 10, 25, 6, 30, tzinfo=UTC))
    await bea.send("before midnight")
    clock.set(datetime(2026, 10, 25, 7, 30, tzinfo=UTC))
    await bea.send("after midnight")
    await read_each(readers, "after midnight", "00:30", "08:30", "13:00")

    zone = " · America/Los_Angeles"
    await expect(dates(lea)).to_have_text(["Saturday, 24 October 2026", "Sunday, 25 October 2026"])
    assert await dates(lea).first.evaluate(
        "date => getComputedStyle(date.querySelector('span'), '::after').content"
    ) == (f'"{zone}"')
    for reader in (bea, kay):
        await expect(dates(reader)).to_have_text(["Sunday, 25 October 2026"])
    title = await lea.row("after midnight").locator(".message-time").get_attribute("title")
    assert title == "Sunday, 25 October 2026, 00:30 (12:30 am), America/Los_Angeles"


async def test_last_activity_in_lobby_and_search_is_of_the_readers_day(sign_up: SignUp, clock: MovedClock) -> None:
    bea, lea = await sign_up("bea"), await sign_up("lea")
    await lea.open_profile()
    await lea.prefer_zone("America/Los_Angeles")
    await bea.make_room("World")
    await bea.send("said at half past five in the afternoon, over there")
    clock.set(datetime(2026, 10, 25, 7, 30, tzinfo=UTC))  # still that day in Berlin, the next in Los Angeles

    for reader, shown in ((bea, "02:30 CEST"), (lea, "24 October")):
        await reader.open_lobby()
        await expect(reader.page.locator(".card-facts")).to_contain_text(shown)
        await reader.page.goto("/search?q=afternoon")
        await expect(reader.page.locator(".hit-time")).to_contain_text(shown)


async def test_who_chooses_another_zone_in_one_tab_keeps_their_place_in_the_other(sign_up: SignUp) -> None:
    bea = await sign_up("bea")
    slug = await bea.make_room("World")
    await bea.send("hello")
    other = await bea.new_tab()
    await other.page.goto("/search?q=hello")
    profile = await bea.new_tab()
    await profile.open_profile()
    await bea.composer.fill("half a sentence")

    await profile.prefer_zone("Asia/Kolkata")

    await expect(time_of(bea, "hello")).to_have_text("06:00")
    await expect(bea.composer).to_have_value("half a sentence")
    await expect(other.page.locator(".hit-time .clock-24")).to_have_text("06:00")
    await bea.send("and on")
    await bea.sees("and on")
    assert slug in bea.page.url


async def test_the_date_floats_over_the_rows_of_its_day(sign_up: SignUp, clock: MovedClock) -> None:
    bea = await sign_up("bea", viewport={"width": 900, "height": 600})
    await bea.make_room("World")
    for number in range(BLOCK_ROWS + 15):
        await bea.send(f"number {number}")
    clock.set(datetime(2026, 10, 26, 12, 0, tzinfo=UTC))
    await bea.send("the next day")

    await expect(dates(bea)).to_have_text(["Sunday, 25 October 2026", "Monday, 26 October 2026"])
    assert await bea.page.evaluate(DATE_AT_THE_TOP) == "Sunday, 25 October 2026"
    for number in (BLOCK_ROWS - 10, BLOCK_ROWS + 3):  # the second block begins within the day
        await bea.row(f"number {number}").evaluate("row => row.scrollIntoView({block: 'start'})")
        assert await bea.page.evaluate(DATE_AT_THE_TOP) == "Sunday, 25 October 2026"
