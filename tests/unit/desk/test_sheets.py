"""Files for spreadsheets: nothing in them runs, and nothing is lost."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

import pytest
from python_calamine import CalamineWorkbook

from desk.sheets import Cell, csv_text, harmless, workbook


@dataclass(frozen=True)
class Plain:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＠SUM(A1)",
    '=HYPERLINK("x")',
    "http://example.com",
    "012345",
    "普通",
)
SHEET = Plain("名单", ("文字", "数"), tuple((text, number) for number, text in enumerate(NASTY)))


@pytest.mark.parametrize("text", NASTY[:10])
def test_what_looks_like_a_formula_is_text_in_csv(text: str) -> None:
    assert harmless(text) == "'" + text


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert [harmless(cell) for cell in (-1, 0.5, None, "普通")] == [-1, 0.5, "", "普通"]


def test_a_workbook_holds_text_as_text_and_no_formula() -> None:
    content = workbook([SHEET, SHEET_OF_MANY])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("名单").to_python()

    assert [str(row[0]).strip() for row in rows[1:]] == [text.strip() for text in NASTY]
    assert [row[1] for row in rows[1:]] == list(range(len(NASTY)))
    assert b"<f>" not in content


def test_a_workbook_bears_no_moment_so_that_the_same_tables_give_the_same_bytes() -> None:
    told = zipfile.ZipFile(io.BytesIO(workbook([SHEET]))).read("docProps/core.xml").decode()

    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", told) == ["2011-01-01T00:00:00Z"] * 2
    assert workbook([SHEET]) == workbook([SHEET])


SHEET_OF_MANY = Plain("很多行", ("数",), tuple((n,) for n in range(5_000)))


def test_every_row_is_there() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook([SHEET_OF_MANY]))).get_sheet_by_index(0).to_python()

    assert len(rows) == 5_001


def test_csv_has_every_table_below_its_title() -> None:
    text = csv_text([SHEET, SHEET_OF_MANY])
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert rows[0] == ["名单"]
    assert rows[rows.index(["很多行"]) - 1] == []
    assert len(rows) == 2 + len(NASTY) + 1 + 2 + 5_000
