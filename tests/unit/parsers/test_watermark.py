"""The mark on what specialists look at."""

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from filing.ports import Picture
from parsers import image
from parsers.image import marked
from parsers.preview import preview

GREY = Picture(900, 1200, bytes([200]) * 900 * 1200 * 3)


def pixels(picture: Picture) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


def test_the_mark_is_all_over_the_page_and_leaves_it_legible() -> None:
    page = pixels(marked(GREY, "张三 zhangsan 2026-09-15 09:00"))
    changed = (page != 200).any(axis=2)

    assert all(block.any() for rows in np.array_split(changed, 4) for block in np.array_split(rows, 3, axis=1))
    assert changed.mean() < 0.25
    assert np.abs(page.astype(int) - 200).max() < 80


def test_two_people_leave_different_marks() -> None:
    assert marked(GREY, "张三 zhangsan").pixels != marked(GREY, "李四 lisi").pixels


@pytest.mark.parametrize("shape", [(12, 9), (1800, 20)])
def test_any_size_takes_a_mark(shape: tuple[int, int]) -> None:
    picture = Picture(*shape, bytes(shape[0] * shape[1] * 3))

    assert len(marked(picture, "张三").pixels) == len(picture.pixels)


def test_without_a_chinese_font_the_mark_is_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "CJK_FONTS", ())

    assert marked(GREY, "张三 zhangsan").pixels != GREY.pixels


def test_a_preview_bears_the_mark() -> None:
    file = io.BytesIO()
    Image.new("RGB", (600, 400), (200, 200, 200)).save(file, "PNG")
    content = file.getvalue()
    one, other = (preview(content, hashlib.sha256(content).hexdigest(), 1, mark) for mark in ("zhangsan", "lisi"))

    assert one
    assert one != other
