"""What is decided about lines after the engine has seen them: which run across the page, and which way is up."""

import math

import numpy as np
import pytest

from filing.ports import Line, Reading
from parsers.ocr_rapid import _legibility, _others, _slanted
from parsers.vision import Quads


def quad(left: float, top: float, length: float, height: float, degrees: float) -> list[tuple[float, float]]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((0.0, 0.0), (length, 0.0), (length, height), (0.0, height))
    return [(left + x * cos - y * sin, top + x * sin + y * cos) for x, y in corners]


def quads(*angles: float) -> Quads:
    return np.array([quad(100, 100 * n, 300, 30, angle) for n, angle in enumerate(angles, 1)])


@pytest.mark.parametrize("angle", [25, -30, 45, 150])
def test_a_watermark_across_the_page_is_left_out(angle: float) -> None:
    assert list(_slanted(quads(0, 1, -2, angle))) == [False, False, False, True]


@pytest.mark.parametrize("angle", [0, 8, -8, 90, -90, 178])
def test_lines_along_the_page_and_upright_ones_stay(angle: float) -> None:
    assert not _slanted(quads(0, 1, -2, angle)).any()


def test_a_page_of_slanted_lines_is_no_page_of_watermarks() -> None:
    assert not _slanted(quads(30, 31, 29, 0)).any()


def lines(count: int, *, tall: bool, score: float = 0.95) -> tuple[Line, ...]:
    box = (0, 0, 30, 300) if tall else (0, 0, 300, 30)
    return (Line("统一社会信用代码", box, score),) * count


def test_standing_lines_ask_for_a_quarter_turn_and_bad_ones_for_the_second_guess() -> None:
    assert _others(lines(5, tall=True), 90, 180) == (180, 0)
    assert _others(lines(5, tall=False, score=0.5), 0, 180) == (180,)
    assert _others(lines(5, tall=False), 0, 180) == ()
    assert _others((), 0, 180) == ()


def test_standing_lines_make_no_page_legible() -> None:
    standing = Reading(lines(9, tall=True), 100, 100, 90, "x", 0.0)
    level = Reading(lines(2, tall=False), 100, 100, 0, "x", 0.0)

    assert _legibility(level) > _legibility(standing) == 0
