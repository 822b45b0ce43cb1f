"""T056-T063: spreadsheets. Read only as far as a form can reach; nothing in them is run, followed or fetched.

T061: what stands on a hidden sheet is shown only where the form itself is hidden; for any other hidden sheet the
specialist is told to look. T063: escaping and export are the web's and the reports' (their own tests); here a cell's
text comes out as it was typed.
"""

import contextlib
import time
from collections.abc import Iterator

import pytest

from filing.mail import Part
from filing.terms import Fate, Problem
from parsers.child import Child, ChildDied
from parsers.ole import CompoundFile
from parsers.spreadsheet import read_sheets
from tests.fakes.compound import compound
from tests.unit.hostile.reading import opened, refused, within
from tests.unit.parsers import form_builders as build
from tests.unit.parsers.test_spreadsheet import FORM, inline

FETCH = '<!DOCTYPE x [<!ENTITY e SYSTEM "%s">]>'
TEN = [f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
LAUGH = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(TEN) + "]>"


@pytest.fixture
def child() -> Iterator[Child]:
    one = Child()
    yield one
    one.close()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://192.0.2.1/x", "expect://id"])
@pytest.mark.parametrize("kind", ["xlsx", "xml 2003", "docx", "strings"])
def test_t056_entities_that_would_fetch_something_are_refused(address: str, kind: str) -> None:
    prolog = FETCH % address
    row = f'<row r="1">{inline("A1", "&e;")}</row>'
    content = {
        "xlsx": build.raw_xlsx(row, prolog=prolog),
        "xml 2003": build.xml_2003(FORM).replace(b"<Workbook", prolog.encode() + b"<Workbook", 1),
        "docx": build.zipped({"word/document.xml": f"<?xml version='1.0'?>{prolog}<d>&e;</d>".encode()}),
        "strings": with_member(build.raw_xlsx(row), "xl/sharedStrings.xml", prolog.encode() + b"<sst>&e;</sst>"),
    }[kind]
    paper = refused("登记表.xls", content)

    assert paper.problem is Problem.NOT_ACCEPTED


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as box:
        box.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "xml 2003"])
def test_t057_a_billion_laughs_are_refused(kind: str) -> None:
    row = f'<row r="1">{inline("A1", "&i;")}</row>'
    xml = build.xml_2003(FORM).replace(b"<Workbook", LAUGH.encode() + b"<Workbook", 1)
    with within(1):
        paper = refused("登记表.xls", build.raw_xlsx(row, prolog=LAUGH) if kind == "xlsx" else xml)

    assert paper.problem is Problem.NOT_ACCEPTED


def test_t058_two_far_cells_are_told_and_the_next_file_is_read(child: Child) -> None:
    rows = f'<row r="1">{inline("A1", "x")}</row><row r="1048576">{inline("XFD1048576", "y")}</row>'
    assert refused("登记表.xlsx", build.raw_xlsx(rows)).problem is Problem.OVER_LIMITS

    with contextlib.suppress(ChildDied):  # calamine itself, without what stands before it
        child.run("parsers.spreadsheet:_calamine", build.raw_xlsx(rows), timeout=60)
    papers = child.run("parsers.jobs:read", Part("a.txt", b"hello"), "rapidocr", timeout=60)
    assert papers[0].fate is Fate.UNRECOGNISED


def test_t059_a_million_rows_are_read_as_far_as_two_thousand() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 5 + "</row>"
    content = build.raw_xlsx(row * 1_000_000)
    started = time.process_time()
    sheet = read_sheets(content)[0]

    assert (sheet.height, sheet.cut) == (2000, True)
    assert time.process_time() - started < 4


ENTITY = "苏州云溪科技有限公司"


@pytest.mark.parametrize(
    "content",
    [build.xls(FORM), build.xlsx(FORM), build.html(FORM), build.csv_file(FORM), build.xml_2003(FORM)],
    ids=["xls and et", "xlsx", "html", "csv", "xml 2003"],
)
def test_t060_every_kind_of_sheet_is_read(content: bytes) -> None:
    (paper,) = opened("登记表.xls", content)

    assert paper.fate is Fate.FORM
    assert paper.text("entity_name") == ENTITY


def test_t060_an_ods_is_read() -> None:
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" for n in ("office", "table", "text"))
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in row)
        + "</table:table-row>"
        for row in FORM
    )
    xml = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"><office:body>'
        f'<office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    content = build.zipped({"mimetype": kind, "content.xml": xml.encode(), "META-INF/manifest.xml": manifest})
    (paper,) = opened("登记表.ods", content)

    assert paper.text("entity_name") == ENTITY


def test_t060_a_password_is_told() -> None:
    assert refused("a.xlsx", compound({"EncryptedPackage": b"x"})).problem is Problem.PASSWORD


MEMBERS = {
    "macros": ("xl/vbaProject.bin", b"x", "宏"),
    "external links": ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "外部文件"),
    "objects": ("xl/embeddings/oleObject1.bin", b"x", "其他对象"),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_t061_what_could_run_is_told_and_the_form_is_read(name: str) -> None:
    member, content, word = MEMBERS[name]
    (paper,) = opened("登记表.xlsx", with_member(build.xlsx(FORM), member, content))

    assert paper.text("entity_name") == ENTITY
    assert word in paper.about


def test_t061_macros_of_an_old_workbook_are_told() -> None:
    book = CompoundFile(build.xls(FORM)).stream("Workbook")
    (paper,) = opened("登记表.xls", compound({"Workbook": book, "_VBA_PROJECT_CUR/VBA/dir": b"x"}))

    assert "宏" in paper.about


def test_t061_a_hidden_sheet_is_told() -> None:
    (beside,) = opened("登记表.xlsx", build.workbook({"表": (FORM, []), "秘": ([["x", 1]], [])}, hidden=["秘"]))
    (plain,) = opened("登记表.xlsx", build.xlsx(FORM))

    assert "隐藏" in beside.about
    assert "隐藏" not in plain.about


def test_t062_merged_moved_and_full_width_cells_are_read() -> None:
    rows = [
        ["", "网站备案资料登记表", "", ""],
        ["", "", "", ""],
        ["", "主办单位名称", "苏州云溪科技有限公司", ""],
        ["", "网站名称", "云溪", ""],
        ["", "网站域名", "ｙｕｎｘｉ－ｄｅｍｏ．ｃｎ", ""],
        ["", "网站负责人姓名", "张三", ""],
        ["", "网站负责人手机号码", "１３９００００１２３４", ""],
    ]
    (paper,) = opened("登记表.xlsx", build.xlsx(rows, [(0, 1, 0, 3), (2, 2, 2, 3)]))

    assert paper.text("entity_name") == ENTITY
    assert paper.text("domains") == "yunxi-demo.cn"
    assert paper.text("website_principal_mobile") == "13900001234"


def test_t062_the_cached_value_of_a_formula_counts() -> None:
    labels = "".join(
        f'<row r="{n}">{inline(f"A{n}", label)}<c r="B{n}" t="str"><f>UPPER("x")</f><v>{value}</v></c></row>'
        for n, (label, value) in enumerate(FORM[1:], 2)
    )
    title = f'<row r="1">{inline("A1", "网站备案资料登记表")}</row>'
    (paper,) = opened("登记表.xlsx", build.raw_xlsx(title + labels))

    assert paper.text("entity_name") == ENTITY


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "|calc", "＝1+1", '=HYPERLINK("http://192.0.2.1")'])
def test_t063_a_cell_that_looks_like_a_formula_is_text(text: str) -> None:
    for content in (
        build.xlsx([[text, "x"]]),
        build.xls([[text, "x"]]),
        build.csv_file([[text.replace('"', ""), "x"]]),
    ):
        assert read_sheets(content)[0].cells[0].text in (text, text.replace('"', ""))


@pytest.mark.parametrize("start", ["\t", "\r"])
def test_t063_controls_before_a_formula_are_dropped(start: str) -> None:
    text = f'<is><t xml:space="preserve">&#{ord(start)};=1</t></is>'
    row = f'<row r="1"><c r="A1" t="inlineStr">{text}</c></row>'

    assert read_sheets(build.raw_xlsx(row))[0].cells[0].text == "=1"
    assert read_sheets(f"{start}=1,a\r\nb,c".encode())[0].cells[0].text == "=1"
