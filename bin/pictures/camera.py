"""Takes the pictures: each scene at three widths, light and dark, as small PNG files. `bin/screenshots` calls it."""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, StorageState, sync_playwright

from pictures.scenes import LONG_NAME, LONG_WORDS, PLAIN_CODE, RIGHT_TO_LEFT, SCENES, Scene, Viewer, make_room
from pictures.servers import ADMIN, ROOT, DemoServer
from setup.browser import SETTING

SIZES = {375: 667, 768: 1024, 1440: 900}
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
MAX_BYTES = 150_000
COLOURS = (256, 128, 64, 32)  # fewer until the picture is small enough
FIRST, OUTSIDER = "ada@example.org", "leila@lindhaven.example"
PRESENT = ("tomasz@lindhaven.example", "jonas@lindhaven.example", "maren@lindhaven.example")
SETTLE_MS = 150
PATIENCE_MS = 10_000


@dataclass(frozen=True)
class SignedInViewer:
    """Who may be photographed where: the address, and the cookies of a viewer's computer and phone."""

    origin: str
    computer: StorageState | None = None
    phone: StorageState | None = None


def main() -> None:
    """Take the pictures that the command line asks for."""
    asked = _arguments()
    chosen = [scene for scene in SCENES if not asked.scenes or scene.name in asked.scenes]
    asked.into.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=os.environ[SETTING], args=["--no-sandbox"])
        stack.callback(browser.close)
        signed_in = stack.enter_context(_signed_in(browser, {scene.viewer for scene in chosen}))
        failed = [scene.name for scene in chosen if not _shoot(browser, scene, signed_in[scene.viewer], asked)]
    sys.exit(f"No picture of: {', '.join(failed)}." if failed else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/screenshots", description="Take pictures of the pages and their states.")
    parser.add_argument("scenes", nargs="*", help=f"some of: {', '.join(scene.name for scene in SCENES)}")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images", help="where the PNG files go")
    parser.add_argument("--widths", type=int, nargs="+", default=list(SIZES), choices=list(SIZES))
    asked = parser.parse_args()
    if unknown := set(asked.scenes) - {scene.name for scene in SCENES}:
        parser.error(f"no such scene: {', '.join(sorted(unknown))}")
    return asked


@contextmanager
def _signed_in(browser: Browser, viewers: set[Viewer]) -> Iterator[dict[Viewer, SignedInViewer]]:
    """The team's server with some of the team present, and a new server with one person."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        found: dict[Viewer, SignedInViewer] = {}
        if Viewer.FIRST in viewers:
            new = stack.enter_context(DemoServer(Path(folder) / "new").open())
            computer = new.register(browser, FIRST, "Ada Brandt")
            found[Viewer.FIRST] = SignedInViewer(new.origin, computer, new.sign_in(browser, FIRST))
        if viewers - {Viewer.FIRST}:
            team = DemoServer(Path(folder) / "team")
            team.command("demo")
            stack.enter_context(team.open())
            _bring_in(browser, team)
            found[Viewer.STRANGER] = SignedInViewer(team.origin)
            for viewer, email in ((Viewer.ADMIN, ADMIN), (Viewer.OUTSIDER, OUTSIDER)):
                computer = team.state_of(browser, email)
                found[viewer] = SignedInViewer(team.origin, computer, team.sign_in(browser, email))
        yield found


def _bring_in(browser: Browser, team: DemoServer) -> None:
    """Others have rooms open, so that somebody is online."""
    for email in PRESENT:
        context = browser.new_context(base_url=team.origin, storage_state=team.state_of(browser, email))
        for room in ("general", "harbour-day", "boatyard"):
            page = context.new_page()
            page.goto(f"/rooms/{room}")
            page.get_by_role("log").get_by_role("article").last.wait_for()


def _shoot(browser: Browser, scene: Scene, viewer: SignedInViewer, asked: argparse.Namespace) -> bool:
    try:
        _prepare(browser, scene, viewer)
        for width in asked.widths:
            for theme in THEMES:
                with _context(browser, viewer, width, theme) as context:
                    page = context.new_page()
                    page.set_default_timeout(PATIENCE_MS)
                    scene.go(page)
                    page.wait_for_timeout(SETTLE_MS)
                    picture = small_png(page.screenshot(animations="disabled", caret="hide"))
                path = asked.into / f"{scene.name}-{width}-{theme}.png"
                path.write_bytes(picture)
                print(f"{path}  {len(picture) // 1000} kB", flush=True)
    except (Error, AssertionError) as error:
        print(f"{scene.name}: {str(error).splitlines()[0]}", file=sys.stderr)
        return False
    return True


def _prepare(browser: Browser, scene: Scene, viewer: SignedInViewer) -> None:
    if scene.name in ("empty-room", "extremes"):
        with _context(browser, viewer, 1440, "light") as context:
            if scene.name == "empty-room":
                make_room(context.new_page(), "Quay")
            else:
                make_room(context.new_page(), LONG_NAME, LONG_WORDS, RIGHT_TO_LEFT, PLAIN_CODE, "🦢🦢", LONG_NAME)


@contextmanager
def _context(
    browser: Browser, viewer: SignedInViewer, width: int, theme: Literal["light", "dark"]
) -> Iterator[BrowserContext]:
    is_phone = width == min(SIZES)
    context = browser.new_context(
        base_url=viewer.origin,
        storage_state=viewer.phone if is_phone else viewer.computer,
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=theme,
        reduced_motion="reduce",
        has_touch=is_phone,
    )
    yield context
    context.close()


def small_png(picture: bytes) -> bytes:
    """The picture with a palette, and with fewer colours when it would be large."""
    full = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        full.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MAX_BYTES:
            break
    return out.getvalue()


if __name__ == "__main__":
    main()
