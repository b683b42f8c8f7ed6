import io
import random

from PIL import Image

from pictures.camera import MAX_BYTES, SIZES, THEMES, small_png
from pictures.scenes import SCENES


def test_a_busy_picture_becomes_small() -> None:
    noise = random.Random(1).randbytes(1440 * 300 * 3)
    picture = io.BytesIO()
    Image.frombytes("RGB", (1440, 300), noise).resize((1440, 900), Image.Resampling.NEAREST).save(picture, "PNG")

    small = small_png(picture.getvalue())

    assert Image.open(io.BytesIO(small)).size == (1440, 900)
    assert len(small) < len(picture.getvalue()) / 3


def test_a_plain_picture_keeps_its_colours() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (375, 667), "#0b6a62").save(picture, "PNG")

    small = small_png(picture.getvalue())

    assert Image.open(io.BytesIO(small)).convert("RGB").getpixel((9, 9)) == (0x0B, 0x6A, 0x62)
    assert len(small) < MAX_BYTES


def test_pictures_have_names_of_their_own() -> None:
    names = [f"{scene.name}-{width}-{theme}" for scene in SCENES for width in SIZES for theme in THEMES]

    assert len(set(names)) == len(names)
