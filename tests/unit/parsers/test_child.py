"""The limited child with the jobs of this package: what kills it is one finding, and the next job works."""

import contextlib
import io
import pickle
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from filing.mail import Part, RawMail
from filing.terms import Fate, MailClass
from parsers.child import Child, ChildDied, Nouns
from tests.fakes.archives import zipped
from tests.fakes.mime import text_mail

_CELLS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    "</sheetData></worksheet>"
)


@pytest.fixture
def child() -> Iterator[Child]:
    one = Child()
    yield one
    one.close()


def test_a_mail_is_parsed_in_the_child(child: Child) -> None:
    raw = RawMail(text_mail(), "jiangsu", datetime(2026, 6, 1, tzinfo=UTC))

    assert child.run("parsers.jobs:parse", raw, frozenset(), "", timeout=30).mail_class is MailClass.NORMAL


def test_a_child_that_is_killed_by_a_job_is_replaced_for_the_next(child: Child) -> None:
    with pytest.raises(ChildDied, match="异常退出"):
        child.run("os:abort", timeout=30)

    papers = child.run("parsers.jobs:read", Part("a.txt", b"hello"), "rapidocr", timeout=60)

    assert [p.fate for p in papers] == [Fate.UNRECOGNISED]


def test_a_child_that_hangs_is_ended_in_time(child: Child) -> None:
    with pytest.raises(ChildDied, match="超时"):
        child.run("time:sleep", 60, timeout=1)


def test_a_sheet_of_two_cells_that_asks_for_half_a_terabyte_harms_nobody(child: Child) -> None:
    book = zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
            b'<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org'
            b'/officeDocument/2006/relationships/worksheet"/></Relationships>',
            "xl/worksheets/sheet1.xml": _CELLS.encode(),
        },
        zipfile.ZIP_DEFLATED,
    )
    with contextlib.suppress(ChildDied):
        papers = child.run("parsers.jobs:read", Part("登记表.xlsx", book), "rapidocr", timeout=60)
        assert papers[0].fate in (Fate.UNREADABLE, Fate.UNRECOGNISED)

    assert child.run("parsers.jobs:read", Part("a.txt", b"hello"), "rapidocr", timeout=60)


def test_an_answer_that_names_anything_but_nouns_is_refused() -> None:
    """A child that was taken over cannot make its parent call what it likes."""
    for evil in (b"cos\nsystem\n(S'true'\ntR.", b"cbuiltins\ngetattr\n(cfiling.mail\nMail\nS'__init__'\ntR."):
        with pytest.raises(pickle.UnpicklingError):
            Nouns(io.BytesIO(evil)).load()


def test_members_of_enums_cross_the_pipe_in_either_way_of_pickling() -> None:
    by_name = b"cbuiltins\ngetattr\n(cfiling.terms\nFate\nS'FORM'\ntR."

    assert Nouns(io.BytesIO(by_name)).load() is Fate.FORM
    assert Nouns(io.BytesIO(pickle.dumps(Fate.FORM))).load() is Fate.FORM
