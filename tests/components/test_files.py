"""How files are shown."""

import pytest

from livechat.components.files import file_icon, file_size, progress_bar, upload_preview
from tests.components.markup import read

HOSTILE = '"><script>.pdf'


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (340_000, "340 kB"), (52_000_000, "52 MB")]
)
def test_a_size_is_told_in_steps_of_a_thousand(size: int, text: str) -> None:
    assert file_size(size) == text


@pytest.mark.parametrize(
    ("name", "glyph"), [("a.PDF", "picture_as_pdf"), ("b.jpg", "image"), ("c", "insert_drive_file")]
)
def test_an_icon_tells_the_kind_of_file(name: str, glyph: str) -> None:
    icon = read(file_icon(name)).one("i")

    assert icon.text == glyph
    assert icon.attributes["aria-hidden"] == "true"


@pytest.mark.parametrize(("fraction", "percent"), [(-1, "0"), (0.354, "35"), (1, "100"), (7, "100")])
def test_progress_is_told_in_words_too(fraction: float, percent: str) -> None:
    bar = read(progress_bar(fraction, "Uploading")).one(role="progressbar")

    assert bar.attributes["aria-valuenow"] == percent
    assert f"{percent} %" in bar.text


@pytest.mark.parametrize("name", ["plan.pdf", "x" * 300, HOSTILE, "\u202efdp.exe"])
def test_a_preview_can_be_taken_back(name: str) -> None:
    preview = read(upload_preview(name, 340_000, 0.5))

    assert preview.one("button").name == f"Remove {name}"
    assert preview.one("bdi").text == name
    assert not preview.all("script")
