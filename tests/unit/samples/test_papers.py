import io
from random import Random

import pypdfium2
import pytest
from PIL import Image

from filing.errors import DeskError
from samples.companies import company
from samples.papers import canvas
from samples.papers.certificate import LAYOUTS, Registration
from samples.papers.idcard import on_a4, portrait_side
from samples.papers.licence import licence, old_licence, portrait_licence
from samples.papers.saving import MIN_BYTES, as_jpeg, as_pdf, jpeg_of_size
from samples.papers.scanner import scanned
from samples.papers.textpdf import text_pdf
from samples.people import person


def seeded() -> Random:
    return Random(1)  # noqa: S311 - it draws papers, not keys


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    somebody = person("paper")
    return scanned(on_a4(portrait_side(somebody, seeded())), seeded())


def test_a_scan_is_larger_than_the_lower_bound(scan: Image.Image) -> None:
    assert MIN_BYTES < len(as_jpeg(scan, min_bytes=MIN_BYTES)) < 2 * MIN_BYTES


def test_a_small_copy_stays_below_the_upper_bound(scan: Image.Image) -> None:
    assert len(as_jpeg(scan, max_bytes=150_000)) <= 150_000


@pytest.mark.parametrize("size", [MIN_BYTES, MIN_BYTES + 1, 700_000])
def test_a_jpeg_has_the_very_size_that_was_asked_for(scan: Image.Image, size: int) -> None:
    data = jpeg_of_size(scan, size)

    assert size == len(data)
    assert scan.size == Image.open(io.BytesIO(data)).size


def test_a_picture_too_small_to_be_a_scan_is_refused() -> None:
    with pytest.raises(ValueError, match="more than"):
        as_jpeg(Image.new("RGB", (50, 50)), min_bytes=MIN_BYTES)


def test_a_scanned_pdf_has_pages_and_no_text(scan: Image.Image) -> None:
    document = pypdfium2.PdfDocument(as_pdf([scan, scan]))

    assert len(document) == 2
    assert document[0].get_textpage().get_text_bounded() == ""


def test_a_text_pdf_can_be_read_without_ocr() -> None:
    text = pypdfium2.PdfDocument(text_pdf("域名注册证书", ["域名所有者：苏州甲乙科技有限公司"]))[0].get_textpage()

    assert "域名所有者：苏州甲乙科技有限公司" in text.get_text_bounded()


@pytest.mark.parametrize("layout", [licence, portrait_licence, old_licence])
def test_the_same_seed_draws_the_same_licence(layout: object) -> None:
    assert callable(layout)
    one = company("same", kind="company")

    assert layout(one, seeded()).tobytes() == layout(one, seeded()).tobytes()


@pytest.mark.parametrize("kind", ["sole_trader", "partnership", "branch"])
def test_other_kinds_of_company_have_licences_of_their_own(kind: str) -> None:
    same, other = company("kind"), company("kind", kind=kind)

    assert licence(same, seeded()).tobytes() != licence(other, seeded()).tobytes()


def test_registrars_have_different_layouts() -> None:
    facts = Registration("jiayi-yangli.cn", "苏州甲乙科技有限公司")

    assert len({layout(facts, seeded()).tobytes() for layout in LAYOUTS}) == 3


def test_missing_fonts_are_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas.font.cache_clear()
    canvas._font_file.cache_clear()
    monkeypatch.setattr(canvas, "FONT_DIRS", ())
    with pytest.raises(DeskError, match="请安装 fonts-noto-cjk"):
        canvas.font(20)
    canvas._font_file.cache_clear()
