"""The dispatcher: content decides, containers list their members, every file has one fate."""

import hashlib

import pytest

from filing.mail import Part
from filing.paper import Paper
from filing.ports import Line, Picture, Reading
from filing.terms import Fate, Problem
from parsers.attachment import read_attachment
from parsers.decoration import picture_size
from parsers.sniff import sniff
from tests.fakes.archives import locked_zip, zipped
from tests.fakes.compound import message
from tests.fakes.hard_mails import INNER
from tests.fakes.mime import JPEG, PNG_LOGO, tnef


class Blind:
    """A reader that sees nothing."""

    name = "blind"

    def read(self, picture: Picture) -> Reading:
        return Reading((), picture.width, picture.height, 0, self.name, 0.0)

    def reread(self, picture: Picture, boxes: tuple[tuple[int, int, int, int], ...], turned: int) -> tuple[Line, ...]:
        return ()


def read(name: str, content: bytes, **more: object) -> tuple[Paper, ...]:
    return read_attachment(Part(name, content, **more), Blind())  # type: ignore[arg-type]  # keywords of Part


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.jpg", b"", Problem.EMPTY),
        ("a.jpg", bytes(100), Problem.EMPTY),
        ("a.jpg", b"MZ\x90\x00", Problem.NOT_ACCEPTED),
        ("a.jpg", b"\x01\x02\x03\x04 what", Problem.NOT_ACCEPTED),
        ("a.zip", locked_zip(), Problem.PASSWORD),
        ("a.zip", zipped({"a": b"x"})[:20], Problem.DAMAGED),
        ("a.zip", zipped({}), Problem.EMPTY),
    ],
)
def test_what_cannot_be_read_says_why_in_chinese(name: str, content: bytes, problem: Problem) -> None:
    (paper,) = read(name, content)

    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, problem)
    assert paper.about


def test_size_and_hash_are_those_of_the_file_itself() -> None:
    (paper,) = read("说明.txt", b"hello")

    assert (paper.size, paper.sha256) == (5, hashlib.sha256(b"hello").hexdigest())
    assert paper.fate is Fate.UNRECOGNISED


def test_an_archive_is_a_container_whose_members_name_it() -> None:
    inner = zipped({"b.txt": b"b"})

    papers = read("资料.zip", zipped({"甲/a.txt": b"a", "inner.zip": inner}))

    assert [(p.name, p.inside, p.fate) for p in papers] == [
        ("资料.zip", None, Fate.CONTAINER),
        ("甲/a.txt", "资料.zip", Fate.UNRECOGNISED),
        ("inner.zip", "资料.zip", Fate.CONTAINER),
        ("b.txt", "inner.zip", Fate.UNRECOGNISED),
    ]


def test_the_third_archive_inside_another_is_not_opened() -> None:
    deep = zipped({"c.zip": zipped({"b.zip": zipped({"a.txt": b"x"})})})

    assert [(p.name, p.fate) for p in read("d.zip", deep)] == [
        ("d.zip", Fate.CONTAINER),
        ("c.zip", Fate.CONTAINER),
        ("b.zip", Fate.UNREADABLE),
    ]


def test_one_budget_covers_all_archives_of_an_attachment() -> None:
    many = zipped({f"{i}.zip": zipped({f"{j}.txt": b"x" for j in range(60)}) for i in range(20)})

    assert sum(p.problem is Problem.OVER_LIMITS for p in read("many.zip", many)) > 0
    assert len(read("many.zip", many)) < 600


def test_a_mail_kept_as_a_file_is_a_container() -> None:
    box, member = read("转发.eml", INNER)

    assert (box.name, box.inside, box.fate) == ("转发.eml", None, Fate.CONTAINER)
    assert (member.name, member.inside) == ("身份证.jpg", "转发.eml")


def test_winmail_dat_is_a_container() -> None:
    assert [(p.name, p.inside) for p in read("winmail.dat", tnef("a.txt", b"hello"))] == [
        ("winmail.dat", None),
        ("a.txt", "winmail.dat"),
    ]


@pytest.mark.parametrize("wide", [True, False])
def test_an_outlook_message_is_a_container(wide: bool) -> None:
    box, *members = read("转发：备案.msg", message({"执照.jpg": b"", "说明.txt": b"hello " * 900}, wide))

    assert box.fate is Fate.CONTAINER
    assert [(m.name, m.inside) for m in members] == [("执照.jpg", box.name), ("说明.txt", box.name)]
    assert members[1].fate is Fate.UNRECOGNISED


def test_an_outlook_message_without_files_and_a_damaged_one_say_so() -> None:
    (bare,) = read("a.msg", message({}))
    (damaged,) = read("a.msg", message({"a.txt": b"hello " * 900})[:-600])

    assert (bare.problem, damaged.problem) == (Problem.EMPTY, Problem.DAMAGED)
    assert ".msg" in bare.about and ".msg" in damaged.about  # noqa: PT018 - the same of both


def test_a_container_that_the_mail_parser_opened_is_not_opened_again() -> None:
    assert [p.fate for p in read("z.eml", INNER, content_type="message/rfc822")] == [Fate.CONTAINER]


def test_a_small_picture_that_the_body_shows_is_decoration() -> None:
    shown = {"content_id": "logo@x", "inline": True, "referenced": True}

    assert [p.fate for p in read("logo.png", PNG_LOGO, **shown)] == [Fate.DECORATION]
    assert [p.fate for p in read("logo.png", PNG_LOGO)] != [Fate.DECORATION]
    assert [p.fate for p in read("logo.png", PNG_LOGO, **{**shown, "referenced": False})] == [Fate.DECORATION]
    assert [p.fate for p in read("scan.png", PNG_LOGO + bytes(40_000) + b"x", **shown)] == [Fate.DECORATION]


def test_signatures_and_invitations_of_the_mail_itself_are_decoration() -> None:
    assert [p.fate for p in read("smime.p7s", b"0\x82", content_type="application/pkcs7-signature")] == [
        Fate.DECORATION
    ]


def test_a_part_that_was_cut_off_is_damaged() -> None:
    assert [p.problem for p in read("a.jpg", JPEG, truncated=True)] == [Problem.DAMAGED]


@pytest.mark.parametrize("name", ["", "...", "../", "\u202e"])
def test_a_file_without_a_name_gets_one(name: str) -> None:
    assert read(name, b"hello")[0].name.startswith("未命名")


def test_picture_sizes_come_from_the_header() -> None:
    assert picture_size(PNG_LOGO) == (120, 40)
    assert picture_size(b"GIF89a\x0a\x00\x05\x00") == (10, 5)
    assert picture_size(b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x40\x03") == (64, 32)
    assert picture_size(b"\xff\xd8") is None


def test_content_decides_what_a_file_is() -> None:
    assert sniff(b"%PDF-1.4") == "pdf"
    assert sniff(b"\0\0\0\x18ftypheic") == "picture"
    assert sniff(INNER) == "mail"
    assert sniff("一,二,三".encode()) == "text"
    assert sniff(zipped({"xl/workbook.xml": b"", "[Content_Types].xml": b""})) == "spreadsheet"
    assert sniff(zipped({"word/document.xml": b""})) == "document"
