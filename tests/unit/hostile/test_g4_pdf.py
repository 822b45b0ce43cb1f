"""T047-T055: PDF. Page counts and sizes first, pictures of pages only, nothing in the file is ever run.

T052 at its full size (5 GB) ends in the limited child: tests/integration/test_child_walls.py.
"""

import io
import time
import zlib

import pytest
from PIL import Image

from filing.terms import Fate, Material, Problem
from samples.papers.textpdf import text_pdf
from tests.fakes.hostile_files import locked_pdf, page_pdf, pdf, stream
from tests.unit.hostile.reading import Blind, opened, refused, within
from tests.unit.parsers.pages import column

LINE = b"BT /F1 24 Tf 72 700 Td (Business Licence of nobody) Tj ET"


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        ),
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
        pdf(stream(b"1 0 ", b"/Type/ObjStm/N 1/First 4/Extends 1 0 R"), trailer=b"/Prev 9"),
        pdf(b"1 0 R"),
    ],
    ids=["page tree", "long page tree", "xref", "object stream", "reference"],
)
def test_t047_loops_end_as_a_clean_error(content: bytes) -> None:
    with within(1):
        assert refused("a.pdf", content).problem in (Problem.DAMAGED, Problem.EMPTY)


@pytest.mark.parametrize(
    "box",
    [
        b"0 0 2000000 2000000",
        b"0 0 0 0",
        b"0 0 -595 -842",
        b"0 0 nan nan",
        b"1 2",
        b"0 0 1e99 1e99",
        b"0 0 0.001 0.001",
    ],
)
def test_t048_absurd_pages_are_refused_or_drawn_small(box: bytes) -> None:
    reader = Blind()
    with within(3):
        (paper,) = opened("a.pdf", page_pdf(LINE, page=b"/MediaBox[" + box + b"]"), reader)

    assert all(max(size) <= 4000 for size in reader.seen)
    assert paper.about


def test_t049_of_a_hundred_thousand_pages_thirty_are_read() -> None:
    kids = b"".join(b"%d 0 R " % (n + 3) for n in range(100_000))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
    content = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 100000/Kids[" + kids + b"]>>", *[page] * 100_000
    )
    with within(20):
        papers = opened("a.pdf", content)

    assert "100000 页" in papers[0].about
    assert "前 30 页" in papers[0].about


def test_t050_a_password_to_open_is_told_and_one_to_edit_is_no_hindrance() -> None:
    asked = refused("a.pdf", locked_pdf(b"secret", user=b"x"))
    reader = Blind()
    opened("a.pdf", locked_pdf(b"Business Licence of nobody", user=b""), reader)

    assert asked.problem is Problem.PASSWORD
    assert "密码" in asked.about
    assert len(reader.seen) == 1


ACTIVE = {
    "script": (b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "脚本"),
    "launch": (b"/OpenAction<</S/Launch/F(calc.exe)>>", "脚本"),
    "file": (b"/Names<</EmbeddedFiles<</Names[(a.exe) 7 0 R]>>>>", "嵌有其他文件"),
    "xfa": (b"/AcroForm<</XFA(<xdp/>)/Fields[]>>", "XFA"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_t051_what_would_run_in_a_viewer_is_told_and_not_run(name: str) -> None:
    entry, word = ACTIVE[name]
    (paper,) = opened("a.pdf", page_pdf(LINE, catalogue=entry))

    assert word in paper.about


def test_t051_a_plain_pdf_says_nothing_of_the_kind() -> None:
    assert "脚本" not in opened("a.pdf", page_pdf(LINE))[0].about


@pytest.mark.parametrize("filters", [1, 2])
def test_t052_a_stream_that_inflates_without_end_is_bounded(filters: int) -> None:
    content = b" " * 300_000_000
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = b"/Filter[" + b"/FlateDecode " * filters + b"]"
    bomb = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        stream(content, names),
    )
    with within(30):
        (paper,) = opened("a.pdf", bomb)

    assert paper.fate in (Fate.UNREADABLE, Fate.UNRECOGNISED)


def test_t052_a_million_operators_are_bounded() -> None:
    with within(30):
        (paper,) = opened("a.pdf", page_pdf(b"0 0 m 1 1 l S\n" * 300_000))

    assert paper.about


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 garbage", text_pdf("域名证书", ["域名：a.cn"])[:600], b"%PDF-" + bytes(3000)]
)
def test_t053_garbage_is_a_clean_error(content: bytes) -> None:
    assert refused("a.pdf", content).problem in (Problem.DAMAGED, Problem.EMPTY)


def test_t053_a_pdf_with_text_before_it_is_still_a_pdf() -> None:
    reader = Blind()
    opened("a.pdf", b"Content-Type: application/pdf\r\n\r\n" + page_pdf(LINE), reader)

    assert len(reader.seen) == 1


SAID = ("域名：qinghe.cn", "域名所有者：苏州青禾科技有限公司", "注册商：甲禾域名服务有限公司",
        "注册日期：2020年01月02日", "到期日期：2030年01月02日")  # fmt: skip
SEEN = column(
    "#域名注册证书",
    "域名：qinghe.cn",
    "域名所有者：上海丙丁有限公司",
    "注册商：甲禾域名服务有限公司",
    "到期日期：2030年01月02日",
)


BLOCK = b"0 0 0 rg 60 60 200 100 re f "  # something to see


def hidden(how: bytes) -> bytes:
    """A certificate whose text layer nobody sees."""
    plain = text_pdf("域名注册证书", SAID).split(b"stream\nBT", 1)
    length = int(plain[0].rsplit(b"/Length ", 1)[1].split(b" ")[0])
    head = plain[0].replace(b"/Length %d" % length, b"/Length %d" % (length + len(how) + 1))
    return head + b"stream\nBT " + how + plain[1]


@pytest.mark.parametrize("how", [BLOCK + b"3 Tr", BLOCK + b"1 1 1 rg"], ids=["invisible", "white"])
def test_t054_text_that_nobody_sees_is_not_believed(how: bytes) -> None:
    reader = Blind(SEEN.lines)
    (paper,) = opened("a.pdf", hidden(how), reader)

    assert len(reader.seen) == 1, "the page was looked at"
    assert paper.material is Material.DOMAIN_CERTIFICATE
    assert paper.text("holder") == "上海丙丁有限公司"
    assert "以图像为准" in paper.about
    assert paper.unsure


def test_t054_text_that_is_seen_needs_no_second_look() -> None:
    reader = Blind(SEEN.lines)
    (paper,) = opened("a.pdf", text_pdf("域名注册证书", SAID), reader)

    assert reader.seen == []
    assert paper.text("holder") == "苏州青禾科技有限公司"


@pytest.mark.parametrize(("across", "down", "refuse"), [(40_000, 40, False), (40_000, 4_000, True)])
def test_t055_pictures_in_a_page_are_capped(across: int, down: int, refuse: bool) -> None:
    row = zlib.compress(bytes((across // 8) * down))
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
    )
    image = stream(row, entries % (across, down))
    reader = Blind()
    started = time.process_time()
    (paper,) = opened("a.pdf", page_pdf(b"500 0 0 700 40 40 cm /I Do", more=(image,)), reader)

    assert (paper.problem is Problem.OVER_LIMITS) is refuse
    assert all(max(size) <= 4000 for size in reader.seen)
    assert time.process_time() - started < 3


def test_t055_a_picture_file_of_such_a_shape_is_capped_too() -> None:
    out = io.BytesIO()
    Image.effect_noise((40_000, 40), 50).save(out, "PNG")
    reader = Blind()
    opened("a.png", out.getvalue(), reader)

    assert all(max(size) <= 4000 for size in reader.seen)
