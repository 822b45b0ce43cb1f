"""Files that are not what they seem: passwords, bombs, damage, far-away cells."""

import random

import pytest

from filing.terms import Fate, Problem
from parsers.form import read_spreadsheet_file
from parsers.sheet import MAX_ROWS
from parsers.spreadsheet import read_sheets
from tests.fakes.compound import compound
from tests.unit.parsers import form_builders as build

FORM = [
    ["网站备案资料登记表"],
    ["主办单位名称", "苏州云溪科技有限公司"],
    ["网站名称", "云溪"],
    ["网站域名", "yunxi-demo.cn"],
]


def problem_of(content: bytes) -> Problem | None:
    (paper,) = read_spreadsheet_file("登记表.xls", content)
    assert paper.fate is Fate.UNREADABLE
    assert paper.about
    return paper.problem


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_two_far_cells_do_not_reach_the_parser() -> None:
    rows = f'<row r="1">{inline("A1", "x")}</row><row r="1048576">{inline("XFD1048576", "y")}</row>'

    assert problem_of(build.raw_xlsx(rows)) is Problem.OVER_LIMITS


def test_cells_without_references_are_counted_too() -> None:
    rows = "<row><c><v>1</v></c></row>" + "<row/>" * 3000 + "<row>" + "<c><v>1</v></c>" * 300 + "</row>"

    assert problem_of(build.raw_xlsx(rows)) is Problem.OVER_LIMITS


def test_styled_empty_cells_far_away_are_no_reason_to_refuse() -> None:
    rows = f'<row r="1">{inline("A1", "x")}<c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'

    assert [c.text for c in read_sheets(build.raw_xlsx(rows))[0].cells] == ["x"]


def test_reading_stops_after_the_limit_of_rows() -> None:
    sheet = read_sheets(build.xlsx([["行", n] for n in range(MAX_ROWS + 500)]))[0]

    assert sheet.height == MAX_ROWS


def test_far_cells_of_an_old_workbook_are_refused() -> None:
    rows: list[list[str]] = [[] for _ in range(65536)]
    rows[0], rows[65535] = ["a"], [""] * 255 + ["b"]

    assert problem_of(build.xls(rows)) is Problem.OVER_LIMITS


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(prolog: str) -> None:
    assert problem_of(build.raw_xlsx("<row/>", prolog=prolog)) is Problem.NOT_ACCEPTED


def test_entities_in_an_excel_2003_file_are_refused() -> None:
    text = build.xml_2003(FORM).replace(b"<Workbook", b'<!DOCTYPE x [<!ENTITY e "aaaa">]><Workbook', 1)

    assert problem_of(text) is Problem.NOT_ACCEPTED


def test_a_bomb_is_refused_by_its_ratio() -> None:
    content = build.zipped({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": b"<si></si>" * 3_000_000})

    assert problem_of(content) is Problem.OVER_LIMITS


def test_a_sheet_without_end_is_read_as_far_as_the_limit() -> None:
    sheet = read_sheets(build.raw_xlsx("<row><c><v>1</v></c></row>" * 2_000_000))[0]

    assert sheet.height == MAX_ROWS


def test_one_row_without_end_is_refused() -> None:
    assert problem_of(build.raw_xlsx("<row>" + "<x></x>" * 2_000_000 + "</row>")) is Problem.OVER_LIMITS


def test_members_that_share_one_body_are_refused() -> None:
    content = build.raw_xlsx("<row/>" * 50)
    central = content.index(b"PK\x01\x02")
    entry = content[central : content.index(b"PK\x05\x06")]
    end = bytearray(content[content.index(b"PK\x05\x06") :])
    count = 5 * 400
    end[8:10] = end[10:12] = count.to_bytes(2, "little")
    end[12:16] = (len(entry) * 400).to_bytes(4, "little")

    assert problem_of(content[:central] + entry * 400 + bytes(end)) is Problem.OVER_LIMITS


def test_an_encrypted_package_asks_for_no_password() -> None:
    assert problem_of(compound({"EncryptedPackage": b"x"})) is Problem.PASSWORD


def test_a_biff_workbook_with_filepass_is_password_protected() -> None:
    stream = bytes.fromhex("0908100000060500") + bytes(12) + bytes.fromhex("2f000600000000000000")
    assert problem_of(compound({"Workbook": stream})) is Problem.PASSWORD


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02" * 90, b"PK\x03\x04" + b"x" * 200, bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 900]
)
def test_damage_is_called_damage(content: bytes) -> None:
    assert problem_of(content) is Problem.DAMAGED


def test_an_empty_file_is_empty() -> None:
    assert problem_of(b"") is Problem.EMPTY
    assert problem_of(build.xlsx([])) is Problem.EMPTY


def test_a_truncated_workbook_is_damaged() -> None:
    assert problem_of(build.xlsx(FORM)[:-300]) is Problem.DAMAGED


@pytest.mark.parametrize("kind", ["xls", "xlsx", "xml_2003", "html"])
def test_mutated_bytes_always_give_a_paper(kind: str) -> None:
    """200 mutations over four kinds of files: whatever happens to the bytes, an answer comes back."""
    good = getattr(build, kind)(FORM)
    rng = random.Random(kind)  # noqa: S311 - the same mutations every time, not a secret
    for _ in range(50):
        bad = bytearray(good)
        for _ in range(rng.randint(1, 20)):
            bad[rng.randrange(len(bad))] = rng.randrange(256)
        cut = bytes(bad) if rng.random() < 0.7 else bytes(bad[: rng.randrange(len(bad))])
        assert len(read_spreadsheet_file("x.xls", cut)) == 1
