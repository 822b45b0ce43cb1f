"""Looks that need a page's text, and the place on the page that shows them."""

import numpy as np
import pytest

from filing.paper import Fact
from filing.ports import Line
from filing.terms import Material
from parsers.evidence import evidence, text_measures
from parsers.page import Page
from parsers.quality import burnt_box, moire
from parsers.vision import Pixels

NUMBER = "320106199001012353"
CARD, LICENCE = Material.ID_CARD, Material.BUSINESS_LICENSE


def sheet(ink: int = 20, paper: int = 240) -> Pixels:
    """Print on paper: every other column of the upper half is ink."""
    pixels = np.full((600, 800, 3), paper, np.uint8)
    pixels[:300, ::2] = ink
    return pixels


def page(*lines: tuple[str, tuple[int, int, int, int]]) -> Page:
    return Page(tuple(Line(text, box, 0.95) for text, box in lines), 800, 600)


def of(number: str, *, sure: bool = True) -> dict[str, Fact]:
    return {"id_number": Fact(number, sure=sure)}


@pytest.mark.parametrize(("ink", "paper", "least", "most"), [(20, 240, 200, 255), (200, 230, 0, 44)])
def test_contrast_goes_from_the_ink_to_the_paper(ink: int, paper: int, least: int, most: int) -> None:
    read = page(("统一社会信用代码", (100, 50, 300, 80)))

    measured = text_measures(read, sheet(ink, paper), {}, LICENCE)

    assert least <= float(measured["contrast"]) <= most


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        (("州甲乙科技有限公司", (0, 100, 300, 130)), 1),
        (("苏州甲乙科技有限公", (500, 100, 799, 130)), 1),
        (("苏州甲乙科技有限公司", (40, 100, 340, 130)), 0),
        (("仅供网站备案使用", (0, 100, 300, 130)), 0),
    ],
)
def test_print_that_runs_into_the_edge_was_cut_off(line: tuple[str, tuple[int, int, int, int]], cut: int) -> None:
    read = page(line)

    measured = text_measures(read, sheet(), {}, LICENCE)

    assert measured["edge_cut"] == cut
    assert ("edge_cut" in evidence(read, sheet(), measured, {})) is bool(cut)


@pytest.mark.parametrize(
    ("born", "facts", "differs"),
    [
        ("1990年1月1日", of(NUMBER), False),
        ("1990年1月7日", of(NUMBER), True),
        ("1990年1月7日", of(NUMBER, sure=False), False),
        ("1990年1", of(NUMBER), False),
    ],
)
def test_a_number_is_held_against_the_birth_date_beside_it(born: str, facts: dict[str, Fact], differs: bool) -> None:
    read = page(("姓名 张三", (40, 40, 200, 70)), (f"出生 {born}", (40, 100, 300, 130)))

    measured = text_measures(read, sheet(), facts, CARD)

    assert ("number_vs_birth" in measured) is differs
    shown = evidence(read, sheet(), measured, facts)
    assert ("number_vs_birth" in shown) is differs


@pytest.mark.parametrize(
    ("text", "material", "key"),
    [
        ("中华人民共和国临时居民身份证", CARD, "temporary"),
        ("电子营业执照", LICENCE, "electronic"),
        ("（正 本）", LICENCE, "main_copy"),
    ],
)
def test_what_a_paper_calls_itself_is_seen_on_papers_of_that_kind_only(text: str, material: Material, key: str) -> None:
    read = page((text, (100, 40, 500, 80)))
    other = LICENCE if material is CARD else CARD

    assert text_measures(read, sheet(), {}, material)[key] == 1
    assert key not in text_measures(read, sheet(), {}, other)
    assert evidence(read, sheet(), {}, {})[key].box == (100, 40, 500, 80)


def test_a_screens_pattern_stands_out_of_the_spectrum_and_print_does_not() -> None:
    noise = np.random.default_rng(7).integers(120, 136, (700, 700)).astype(np.uint8)
    down, across = np.mgrid[0:700, 0:700]
    grid = noise + (12 * np.sin(across * 1.1 + down * 0.4)).astype(np.int16)

    assert moire(noise) < 30
    assert moire(grid.astype(np.uint8)) > 58
    assert moire(noise[:400]) == 0.0


def test_the_largest_burnt_spot_is_shown_and_white_paper_is_none() -> None:
    photo = np.full((600, 800, 3), 150, np.uint8)
    photo[100:160, 200:320] = 255

    assert burnt_box(photo) == pytest.approx((200, 100, 320, 160), abs=4)
    assert burnt_box(np.full((600, 800, 3), 252, np.uint8)) is None
