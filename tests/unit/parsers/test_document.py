"""Word files: forms as tables or as lines, unsigned papers, pasted pictures, passwords."""

from dataclasses import dataclass

import pytest

from filing.paper import Paper
from filing.ports import Line, Picture, Reading
from filing.terms import Fate, Material, Problem
from parsers import word_process
from parsers.document import read_document_file, read_workbook_file
from parsers.sheet import SheetTrouble
from tests.fakes.compound import compound
from tests.unit.parsers import form_builders as build


@dataclass
class BlindReader:
    """A reader that sees nothing."""

    name: str = "blind"

    def read(self, picture: Picture) -> Reading:
        raise AssertionError("no picture was sent")

    def reread(self, picture: Picture, boxes: tuple[tuple[int, int, int, int], ...], turned: int) -> tuple[Line, ...]:
        raise AssertionError("no picture was sent")


def read(content: bytes) -> Paper:
    (paper,) = read_document_file("登记表.docx", content, BlindReader())
    return paper


ROWS = [
    ["网站备案资料登记表"],
    ["主办单位名称", "苏州云溪科技有限公司"],
    ["主办单位证件号码", "91320598MA1AAAAA0B"],
    ["网站负责人姓名", "顾听雨"],
    ["网站名称", "云溪"],
    ["网站域名", "yunxi-demo.cn"],
]
TABLE = [
    [("主体信息", 4)],
    ["主办单位名称", ("苏州云溪科技有限公司", 3)],
    ["证件类型", "营业执照", "证件号码", "91320598MA1AAAAA0B"],
    ["网站负责人", "姓名", ("顾听雨", 2)],
    ["^", "手机", ("139 0512 0002", 2)],
    [("网站信息", 4)],
    ["网站名称", "云溪科技", "域名", "yunxi-demo.cn"],
]


def test_a_form_as_a_word_table_is_a_form() -> None:
    paper = read(build.docx(build.paragraph("网站备案资料登记表") + build.word_table(TABLE)))

    assert paper.fate is Fate.FORM
    assert paper.text("entity_cert_no") == "91320598MA1AAAAA0B"
    assert paper.text("website_principal_mobile") == "13905120002"
    assert paper.text("domains") == "yunxi-demo.cn"


def test_a_form_written_in_lines_is_a_form() -> None:
    lines = [
        "网站备案登记表",
        "主办单位名称：苏州云溪科技有限公司    单位性质：企业",
        "证件号码：91A",
        "网站名称：云溪；网站域名：yunxi-demo.cn",
    ]
    paper = read(build.docx("".join(map(build.paragraph, lines))))

    assert paper.fate is Fate.FORM
    assert paper.text("entity_nature") == "企业"
    assert paper.text("domains") == "yunxi-demo.cn"


@pytest.mark.parametrize(
    ("title", "material"),
    [
        ("网站备案真实性核验单", Material.VERIFICATION_FORM),
        ("网站备案信息安全责任书", Material.SECURITY_COMMITMENT),
        ("网站负责人委托书", Material.AUTHORIZATION_LETTER),
        ("授权书", Material.AUTHORIZATION_LETTER),
    ],
)
def test_a_paper_that_must_be_signed_is_known_by_its_title(title: str, material: Material) -> None:
    text = (
        build.paragraph(title)
        + build.paragraph("主办单位：苏州云溪科技有限公司")
        + build.paragraph("域名：yunxi-demo.cn")
    )
    paper = read(build.docx(text))

    assert (paper.fate, paper.material) == (Fate.MATERIAL, material)
    assert paper.quality == {"word_file": True}
    assert paper.text("entity_name") == "苏州云溪科技有限公司"


def test_a_word_file_of_pictures_is_a_container(monkeypatch: pytest.MonkeyPatch) -> None:
    def picture(name: str, content: bytes, _: object) -> tuple[Paper, ...]:
        return (Paper(name, len(content), "0" * 64, Fate.UNRECOGNISED),)

    monkeypatch.setattr("parsers.pictures.read_picture_file", picture)
    content = build.docx("", {"word/media/image1.jpeg": b"\xff" * 30_000, "word/media/logo.png": b"x" * 90})
    box, member = read_document_file("资料.docx", content, BlindReader())

    assert box.fate is Fate.CONTAINER
    assert (member.name, member.inside, member.size) == ("image1.jpeg", "资料.docx", 30_000)


def test_a_form_with_pasted_pictures_is_a_member_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Paper("image1.png", 30_000, "0" * 64, Fate.UNRECOGNISED)
    monkeypatch.setattr("parsers.pictures.read_picture_file", lambda *_: (found,))
    content = build.docx(
        build.paragraph("网站备案资料登记表") + build.word_table(TABLE), {"word/media/image1.png": b"x" * 30_000}
    )
    papers = read_document_file("a.docx", content, BlindReader())

    assert [p.fate for p in papers] == [Fate.CONTAINER, Fate.FORM, Fate.UNRECOGNISED]
    assert [p.inside for p in papers] == [None, "a.docx", "a.docx"]


def test_pictures_pasted_into_a_workbook_are_read_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Paper("image1.jpeg", 30_000, "0" * 64, Fate.UNRECOGNISED)
    monkeypatch.setattr("parsers.pictures.read_picture_file", lambda *_: (found,))
    form, empty = (
        build.with_members(book, {"xl/media/image1.jpeg": b"x" * 30_000, "xl/media/logo.png": b"x" * 90})
        for book in (build.xlsx(ROWS), build.xlsx([]))
    )

    papers = read_workbook_file("登记表.xlsx", form, BlindReader())
    assert [p.fate for p in papers] == [Fate.CONTAINER, Fate.FORM, Fate.UNRECOGNISED]
    assert [p.fate for p in read_workbook_file("证件.xlsx", empty, BlindReader())] == [
        Fate.CONTAINER,
        Fate.UNRECOGNISED,
    ]
    assert [p.fate for p in read_workbook_file("a.xlsx", build.xlsx(ROWS), BlindReader())] == [Fate.FORM]


def test_ordinary_prose_is_not_recognised() -> None:
    assert read(build.docx(build.paragraph("关于春节放假的通知，请各部门做好准备。"))).fate is Fate.UNRECOGNISED


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (build.docx(""), Problem.EMPTY),
        (b"PK\x03\x04" + b"x" * 99, Problem.DAMAGED),
        (b"{\\rtf1 x}", Problem.NOT_ACCEPTED),
        (compound({"EncryptedPackage": b"x"}), Problem.PASSWORD),
        (compound({"WordDocument": bytes(11) + b"\x01"}), Problem.PASSWORD),
        (compound({"SomethingElse": b"x"}), Problem.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, problem: Problem) -> None:
    paper = read(content)

    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, problem)
    assert paper.about


def test_a_doc_that_antiword_refuses_is_not_accepted_with_advice() -> None:
    paper = read(compound({"WordDocument": bytes(4096)}))

    assert paper.problem is Problem.NOT_ACCEPTED
    assert "docx" in paper.about


def test_antiword_s_tables_are_read_as_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    docbook = (
        '<?xml version="1.0"?><!DOCTYPE book PUBLIC "-//OASIS//DTD" "http://x/y.dtd"><book><chapter><title>网站备案登记表</title>'
        "<para>填表</para><informaltable><tgroup cols='2'><tbody>"
        "<row><entry>主办单位名称</entry><entry>苏州云溪科技有限公司</entry>"
        "</row><row><entry>网站域名</entry><entry><para>yunxi-demo.cn</para></entry></row><row><entry>网站名称</entry><entry>云溪"
        "</entry></row></tbody></tgroup></informaltable></chapter></book>"
    )
    monkeypatch.setattr(word_process, "_run", lambda _: docbook)
    paper = read(compound({"WordDocument": bytes(4096)}))

    assert paper.text("domains") == "yunxi-demo.cn"


def test_catdoc_s_tabs_are_read_as_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        word_process, "_run", lambda command: "" if command[0] == "antiword" else "主办单位名称\t苏州\n\n域名\ta.cn"
    )
    sheet = word_process.read_doc(b"x")

    assert [(c.row, c.column) for c in sheet.cells] == [(0, 0), (0, 1), (2, 0), (2, 1)]


def test_without_any_program_a_doc_is_not_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_process.shutil, "which", lambda _: None)

    with pytest.raises(SheetTrouble):
        word_process.read_doc(b"x")
