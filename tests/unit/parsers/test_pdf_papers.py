"""PDF files: text layers, scans, and what must be refused."""

import io

import pytest
from PIL import Image, ImageDraw

from filing.terms import Fate, Material, Problem
from parsers.pdf import Pdf
from parsers.pdf_papers import read_pdf_file
from samples.papers.textpdf import text_pdf
from tests.unit.parsers.test_pictures import LICENCE, Recorded

ROWS = (
    "域名：qinghe.cn",
    "域名所有者：苏州青禾科技有限公司",
    "注册商：甲禾域名服务有限公司",
    "注册日期：2020年01月02日",
    "到期日期：2030年01月02日",
)
CERTIFICATE = text_pdf("域名注册证书", ROWS)


def scans(count: int) -> bytes:
    page = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(page).rectangle((50, 50, 300, 300), fill=(40, 60, 40))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=300, save_all=True, append_images=[page] * (count - 1))
    return out.getvalue()


def objects(*bodies: str) -> bytes:
    text = "".join(f"{n} 0 obj{body}endobj\n" for n, body in enumerate(bodies, 1))
    return f"%PDF-1.4\n{text}trailer<</Root 1 0 R>>".encode()


def test_a_text_layer_is_read_without_ocr_and_is_sure() -> None:
    reader = Recorded()
    (paper,) = read_pdf_file("x.pdf", CERTIFICATE, reader)

    assert (paper.fate, paper.material, paper.engine) == (Fate.MATERIAL, Material.DOMAIN_CERTIFICATE, "pdf-text")
    assert {k: f.value for k, f in paper.facts.items() if k != "title"} == {
        "domain": "qinghe.cn",
        "holder": "苏州青禾科技有限公司",
        "registrar": "甲禾域名服务有限公司",
        "valid_from": "2020-01-02",
        "valid_to": "2030-01-02",
    }
    assert all(f.sure and f.source == "text" for f in paper.facts.values())
    assert reader.seen == []


def test_a_scan_is_rendered_and_read() -> None:
    (paper,) = read_pdf_file("x.pdf", scans(1), Recorded(LICENCE.lines))

    assert (paper.material, paper.engine) == (Material.BUSINESS_LICENSE, "recorded")


@pytest.mark.parametrize(("width", "fax"), [(1728, True), (1700, False)])
def test_a_fax_packed_as_pdf_is_told(width: int, fax: bool) -> None:
    page = Image.new("RGB", (width, 2200), "white")
    ImageDraw.Draw(page).rectangle((50, 50, 500, 550), fill=(40, 60, 40))
    out = io.BytesIO()
    page.convert("1").save(out, "PDF")

    (paper,) = read_pdf_file("x.pdf", out.getvalue(), Recorded(LICENCE.lines))

    assert paper.quality.get("fax", False) is fax


def test_pages_are_read_up_to_thirty() -> None:
    reader = Recorded()
    (paper,) = read_pdf_file("x.pdf", scans(33), reader)

    assert len(reader.seen) == 30
    assert "共 33 页" in paper.about


def test_a_text_page_that_is_no_paper_is_also_looked_at() -> None:
    reader = Recorded(LICENCE.lines)
    (paper,) = read_pdf_file(
        "x.pdf", text_pdf("关于会议的通知", ["请于周五上午九点到三楼会议室开会，讨论工作安排。"]), reader
    )

    assert len(reader.seen) == 1
    assert paper.material is Material.BUSINESS_LICENSE


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"%PDF-1.4 garbage", Problem.DAMAGED),
        (CERTIFICATE[: len(CERTIFICATE) // 3], Problem.DAMAGED),
        (objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"), Problem.DAMAGED),
        (
            objects(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000000 2000000]>>",
            ),
            Problem.OVER_LIMITS,
        ),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, problem: Problem) -> None:
    (paper,) = read_pdf_file("x.pdf", content, Recorded())

    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, problem)
    assert paper.about


def test_the_picture_wins_over_a_text_layer_that_says_something_else() -> None:
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).rectangle((50, 50, 300, 300), fill=(40, 60, 40))
    content = _with_picture(
        text_pdf(
            "营业执照",
            ["名称：上海丙丁贸易有限公司", "统一社会信用代码 91320196MA20865968", "法定代表人：李四", "登记机关"],
        ),
        picture,
    )
    (paper,) = read_pdf_file("x.pdf", content, Recorded(LICENCE.lines))

    assert paper.text("entity_name") == "苏州甲乙有限公司"
    assert paper.unsure
    assert "不一致" in paper.about


def _with_picture(pdf: bytes, picture: Image.Image) -> bytes:
    """The same PDF with a picture over the whole first page."""
    import pypdfium2

    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG")
    jpeg.seek(0)
    document = pypdfium2.PdfDocument(pdf)
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(jpeg)
    page = document[0]
    width, height = page.get_size()
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    page.close()
    document.close()
    return out.getvalue()


def test_a_password_is_asked_for() -> None:
    with pytest.raises(Exception, match="打开密码") as caught:
        Pdf(ENCRYPTED)

    assert caught.value.problem is Problem.PASSWORD  # type: ignore[attr-defined]  # FileRefused has one


def _encrypted() -> bytes:
    """A PDF whose encryption dictionary fits no password (standard security handler, revision 2)."""
    body = objects(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        f"<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>",
    )
    return body.replace(b"trailer<</Root 1 0 R>>", b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]>>")


ENCRYPTED = _encrypted()
