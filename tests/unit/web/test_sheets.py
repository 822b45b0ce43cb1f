"""Where a value stands on the picture of its page."""

from dataclasses import replace

import pytest

from filing.paper import Fact, PageShape, Paper
from filing.terms import Fate, Material
from web.papers import PaperRow
from web.sheets import sheets

MAIL = "a" * 64


def paper(name: str = "营业执照.jpg", **over: object) -> Paper:
    facts = {"uscc": Fact("91320199MA00000156", box=(100, 40, 300, 60)), "title": Fact("营业执照")}
    plain = Paper(name, 1, "x", Fate.MATERIAL, Material.BUSINESS_LICENSE, facts=facts, shapes=(PageShape(1, 800, 600),))
    return replace(plain, **over)  # type: ignore[arg-type]  # a test's keywords


def row(of: Paper, pages: tuple[int, ...] = (1,)) -> PaperRow:
    return PaperRow(of, 3, pages, "", (), ())


def test_a_value_with_a_box_is_a_spot_on_its_page() -> None:
    (sheet,) = sheets(row(paper()), MAIL)

    (spot,) = sheet.spots
    assert (spot.key, spot.left, spot.top, spot.width, spot.height) == ("uscc", 100, 40, 200, 20)
    assert spot.crop == "93 33 214 34"
    assert sheet.picture == f"/papers/{MAIL}/3/image.jpg?page=1"


def test_only_a_look_that_a_finding_tells_of_is_a_spot() -> None:
    seen = paper(
        evidence={"edge_cut": Fact("有限公司", box=(0, 10, 90, 30)), "blur": Fact("营业执照", box=(5, 5, 9, 9))}
    )

    (plain,) = sheets(row(seen), MAIL)
    (told,) = sheets(row(seen), MAIL, {"edge_cut"})

    assert [spot.key for spot in plain.spots] == ["uscc"]
    assert [(spot.key, spot.row.label) for spot in told.spots] == [
        ("uscc", "统一社会信用代码"),
        ("edge_cut", "图片边缘的文字"),
    ]


def test_an_upright_and_level_picture_lies_as_it_is() -> None:
    (sheet,) = sheets(row(paper()), MAIL)

    assert sheet.size == (800, 600)
    assert sheet.transform == "translate(400 300) rotate(0) translate(-400 -300)"


def test_a_picture_that_was_turned_for_reading_is_turned_under_the_boxes() -> None:
    (sheet,) = sheets(row(paper(shapes=(PageShape(1, 800, 600, turned=90),))), MAIL)

    assert sheet.size == (600, 800)
    assert sheet.transform == "translate(400 300) rotate(90) translate(-300 -400)"


def test_a_levelled_picture_keeps_its_own_size_on_the_larger_canvas() -> None:
    (sheet,) = sheets(row(paper(shapes=(PageShape(1, 849, 667, skew=5.0),))), MAIL)

    assert sheet.size == pytest.approx((800, 600), abs=1)
    assert "rotate(-5)" in sheet.transform


def test_pages_of_a_member_are_counted_from_its_own_first_page() -> None:
    facts = {"title": Fact("责任书", page=3, box=(1, 2, 3, 4))}
    member = paper("盖章.pdf#page=2-3", facts=facts, shapes=(PageShape(2, 100, 100), PageShape(3, 100, 100)))

    first, second = sheets(row(member, (1, 2)), MAIL)

    assert first.spots == ()
    assert [spot.key for spot in second.spots] == ["title"]


def test_a_page_on_which_nothing_was_read_is_a_picture_only() -> None:
    (sheet,) = sheets(row(paper(shapes=())), MAIL)

    assert (sheet.shape, sheet.spots, sheet.transform) == (None, (), "")
