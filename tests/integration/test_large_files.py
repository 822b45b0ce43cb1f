"""`beian read` on files that are far larger than any filing paper: bounded time and memory, in the real child."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from filing.mail import Part
from filing.terms import Fate, Material
from parsers.child import Child
from samples.companies import company
from samples.forms import workbook
from samples.forms.fields import company_form
from samples.papers.textpdf import text_pdf
from tests.fakes.archives import zipped
from tests.fakes.hostile_files import pdf, stream

MOST_SECONDS = 120.0
MOST_MEGABYTES = 1500
ROWS = (
    "域名：qinghe-yangli.cn",
    "域名所有者：苏州青禾科技有限公司",
    "注册商：甲禾域名服务有限公司",
    "到期日期：2030年01月02日",
)


def long_pdf(pages: int) -> bytes:
    """Three hundred pages that show the text of one certificate."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)]
    for number in range(pages):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
        text = b"BT /F1 20 Tf 72 700 Td (Domain certificate page %d, of the sample registrar) Tj ET" % number
        objects += [page % (4 + 2 * number, 3 + 2 * pages), stream(text)]
    return pdf(*objects, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")


def photo_of_forty_megapixels() -> bytes:
    image = Image.new("RGB", (7300, 5500), (236, 233, 228))
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.line((400, 400 + 150 * row, 6500 - 90 * row, 400 + 150 * row), fill=(30, 30, 30), width=12)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


def zip_of_two_hundred() -> bytes:
    form = workbook.form(company_form(company(4242, "江苏"), "large-yangli.cn"), xlsx=True)
    certificate = text_pdf("域名注册证书", ROWS)
    return zipped({f"{n}/{'登记表.xlsx' if n % 2 else '证书.pdf'}": form if n % 2 else certificate for n in range(200)})


def megabytes_held(child: Child) -> int:
    """What the child's program has held at most; getrusage would count what this process held when it forked."""
    assert child._process is not None
    lines = Path(f"/proc/{child._process.pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) // 1024


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["300页.pdf", "照片.jpg", "资料.zip"])
def test_a_large_file_is_read_in_bounded_time_and_memory(name: str) -> None:
    content = {
        "300页.pdf": lambda: long_pdf(300),
        "照片.jpg": photo_of_forty_megapixels,
        "资料.zip": zip_of_two_hundred,
    }[name]()
    child = Child()
    started = time.monotonic()
    try:
        papers = child.run("parsers.jobs:read", Part(name, content), "tesseract", timeout=MOST_SECONDS)
        seconds = time.monotonic() - started
        held = megabytes_held(child)
    finally:
        child.close()

    assert seconds < MOST_SECONDS
    assert held < MOST_MEGABYTES
    assert papers[0].about or papers[0].fate is Fate.CONTAINER
    if name == "资料.zip":
        materials = [p.material for p in papers]
        assert len(papers) == 201
        assert materials.count(Material.REGISTRATION_FORM) == 100
        assert materials.count(Material.DOMAIN_CERTIFICATE) == 100
