"""T064-T076: file names. They are shown, never used: the desk keeps a file under the hash of its bytes.

T067: the desk shows a name without its direction marks rather than with isolates around them; that marks were there is
told. T071 and T072: what a browser makes of a name is tested with the web; the service serves no original under its
sender's name, so there is no Content-Disposition to spoil. T066: the limit is 120 characters and 240 bytes.
"""

import unicodedata
from datetime import UTC, datetime

import pytest

from filing.mail import RawMail
from filing.terms import Fate, MailClass, Problem
from parsers.file_names import clean_file_name, clean_inner_path
from store.blobs import Blobs
from tests.fakes.desk_store import DeskStore, submission
from tests.fakes.mime import BODY, JPEG, PNG_LOGO, attachment, mixed, percent, word
from tests.unit.hostile.reading import opened, parsed, refused


def names_of(*names: str) -> list[str]:
    """What a mail with files of these names shows."""
    return [p.name for p in parsed(mixed(BODY, *(attachment(b'filename="' + word(n) + b'"') for n in names))).parts]


def quoted(name: str) -> str:
    """The same name percent-encoded (RFC 2231)."""
    return (
        parsed(mixed(BODY, attachment(b"filename*=utf-8''" + percent(name.encode("utf-8", "surrogatepass")))))
        .parts[0]
        .name
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.jpg", "x.jpg"),
        ("/etc/x", "x"),
        ("C:\\Users\\张三\\执照.jpg", "执照.jpg"),
    ],
)
def test_t064_of_a_path_the_last_step_is_shown(name: str, shown: str) -> None:
    assert names_of(name) == [shown]
    assert quoted(name) == shown


def test_t064_bytes_are_kept_under_their_hash(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    desk = DeskStore(folder)
    raw = RawMail(mixed(BODY, attachment(b'filename="../../evil.sh"')), "jiangsu", datetime(2026, 9, 15, tzinfo=UTC))
    desk.ledger.receive(raw)

    assert isinstance(desk.blobs, Blobs)
    assert not list(folder.rglob("*evil*"))
    assert [p for p in (folder / "blobs").rglob("*") if p.is_file()]
    assert any(raw.sha256 in p.name for p in (folder / "blobs").rglob("*"))


@pytest.mark.parametrize("char", ["\0", "\r\n", "\x7f", "\x85", "\x9b", "\u2028", "\x1b[31m"])
def test_t065_controls_are_not_shown(char: str) -> None:
    for name in (*names_of(f"营业{char}执照.jpg"), quoted(f"营业{char}执照.jpg")):
        assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Zl", "Zp"}
        assert name.startswith("营业")
        assert name.endswith("执照.jpg")


@pytest.mark.parametrize("count", [300, 4096])
@pytest.mark.parametrize("char", ["a", "照", "𠮷"])
def test_t066_long_names_are_cut_and_keep_their_extension(count: int, char: str) -> None:
    for name in (clean_file_name(char * count + ".jpg"), quoted(char * 300 + ".jpg")):
        assert len(name.encode()) <= 240
        assert "\ufffd" not in name
        assert name.endswith(".jpg")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u200b"])
def test_t067_direction_marks_are_taken_out_and_told(mark: str) -> None:
    for name in (
        b'filename="' + word(f"invoice{mark}gpj.exe") + b'"',
        b"filename*=utf-8''" + percent(f"invoice{mark}gpj.exe".encode()),
    ):
        mail = parsed(mixed(BODY, attachment(name)))

        assert [p.name for p in mail.parts] == ["invoicegpj.exe"]
        assert any("伪装" in d for d in mail.defects)


def test_t067_a_plain_name_is_not_suspected() -> None:
    assert parsed(mixed(BODY, attachment(b'filename="' + word("营业执照.jpg") + b'"'))).defects == ()


@pytest.mark.parametrize("name", ["\u200b.htaccess", ".htaccess", ".env", "web.config"])
def test_t068_names_that_servers_obey_are_only_shown(name: str) -> None:
    assert names_of(name) == [name.strip("\u200b.")]
    assert opened(name, b"SetHandler x")[0].fate is Fate.UNRECOGNISED


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("CON", "_CON"),
        ("NUL.jpg", "_NUL.jpg"),
        ("a.jpg. ", "a.jpg"),
        ("a:b.jpg", "a_b.jpg"),
        ("com1.txt", "_com1.txt"),
        ("a.jpg.", "a.jpg"),
    ],
)
def test_t069_names_are_safe_where_windows_saves_them(name: str, shown: str) -> None:
    assert names_of(name) == [shown]


def test_t070_equal_names_are_all_kept_and_numbered() -> None:
    assert len(set(names_of(*["执照.jpg"] * 50))) == 50


@pytest.mark.parametrize(
    ("a", "b"), [("é.jpg", "e\u0301.jpg"), ("Ａ.jpg", "A.jpg"), ("IMG.JPG", "img.jpg"), ("㈱.jpg", "(株).jpg")]
)
def test_t070_names_that_a_disk_takes_for_equal_are_told_apart(a: str, b: str) -> None:
    first, second = names_of(a, b)

    assert "(2)" not in first
    assert "(2)" in second


def test_t070_a_number_that_is_taken_is_not_given_again() -> None:
    assert len({n.casefold() for n in names_of("a.jpg", "a(2).jpg", "a.jpg", "A.jpg")}) == 4


def test_t071_markup_in_a_name_is_broken_up() -> None:
    (name,) = names_of('"><img src=x onerror=alert(1)>.jpg')

    assert not set('<>"') & set(name)


def test_t072_a_second_parameter_in_a_name_is_part_of_the_name() -> None:
    (name,) = names_of('x"; filename="evil.html')

    assert name.startswith("x_")
    assert '"' not in name


@pytest.mark.parametrize("name", ["", "...", "   ", "../", "\u202e", "/"])
def test_t073_a_file_without_a_name_gets_one(name: str) -> None:
    assert parsed(mixed(BODY, attachment(b'filename="' + name.encode() + b'"'))).parts[0].name == "未命名-1.jpg"
    assert (
        parsed(mixed(BODY, attachment(b"filename=", content_type=b"application/x-y"))).parts[0].name == "未命名-1.bin"
    )


@pytest.mark.parametrize("content", [b"MZ\x90\0" + bytes(90), b"\x7fELF" + bytes(90), b"#!/bin/sh\nrm -rf /\n"])
def test_t074_a_program_is_a_program_whatever_its_name(content: bytes) -> None:
    paper = refused("营业执照.jpg", content)

    assert paper.problem is Problem.NOT_ACCEPTED
    assert "程序" in paper.about


def test_t074_a_picture_that_is_called_a_pdf_is_read_and_told() -> None:
    assert "扩展名" in opened("执照.pdf", PNG_LOGO)[0].about


@pytest.mark.parametrize("name", ["😀.jpg", "𠮷野.jpg", "\U00030000.jpg", "䶮.jpg"])
def test_t075_rare_characters_survive(name: str) -> None:
    assert names_of(name) == [name]
    assert quoted(name) == name


def test_t075_half_a_surrogate_does_no_harm() -> None:
    name = quoted("a\ud800b.jpg")

    assert name.encode()
    assert name.endswith("b.jpg")
    assert clean_inner_path("a/\udcff.jpg").encode()


def test_t076_a_name_that_names_a_case_leads_nowhere(tmp_path: object) -> None:
    desk = DeskStore(tmp_path)  # type: ignore[arg-type]  # pytest's Path
    first = desk.placed(submission(desk.received(uid=1), name="甲乙有限公司", domains=("a.cn",), sender="a@a.cn"))
    papers = opened(f"{first}.txt", b"hello")
    other = submission(desk.received(uid=2), name="丙丁有限公司", domains=("b.cn",), sender="b@b.cn", papers=papers)

    assert papers[0].name == f"{first}.txt"
    assert desk.placed(other) != first
    assert other.mail.mail_class is MailClass.NORMAL
    assert JPEG
