"""What is decided about lines after the engine has seen them: which run across the page, and which way is up."""

import math

import numpy as np
import pytest

from filing.ports import Line, Reading
from parsers.ocr_rapid import _legibility, _others, _skew, _slanted
from parsers.vision import Quads


def quad(left: float, top: float, length: float, height: float, degrees: float) -> list[tuple[float, float]]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((0.0, 0.0), (length, 0.0), (length, height), (0.0, height))
    return [(left + x * cos - y * sin, top + x * sin + y * cos) for x, y in corners]


def quads(*angles: float) -> Quads:
    return np.array([quad(100, 100 * n, 300, 30, angle) for n, angle in enumerate(angles, 1)])


SAID = ("姓名张三丰", "住址苏州市", "公民身份", "仅供备案使用")
WATERMARK = "仅供办理网站备案使用"


@pytest.mark.parametrize("angle", [25, -30, 45, 150])
def test_a_watermark_across_the_page_is_left_out(angle: float) -> None:
    assert list(_slanted(quads(0, 1, -2, angle), SAID)) == [False, False, False, True]


@pytest.mark.parametrize("angle", [0, 8, -8, 90, -90, 178])
def test_lines_along_the_page_and_upright_ones_stay(angle: float) -> None:
    assert not _slanted(quads(0, 1, -2, angle), SAID).any()


def test_a_page_of_slanted_lines_is_no_page_of_watermarks() -> None:
    assert not _slanted(quads(30, 31, 29, 0), SAID).any()


def test_a_watermark_all_over_a_card_neither_tilts_it_nor_stays() -> None:
    angles, texts = (1, 1, 1, *(-25,) * 9), (*SAID[:3], *(WATERMARK,) * 9)

    assert _skew(quads(*angles), texts) == 1.0
    assert list(_slanted(quads(*angles), texts)) == [False] * 3 + [True] * 9


def test_a_tilted_paper_with_a_few_level_words_stays_tilted() -> None:
    assert _skew(quads(20, 20, 21, 0), SAID) == 20.0


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
