"""T021-T033: archives. Members are streamed within a budget; no name is ever a path.

T033: a true quine (a zip whose only member is itself, byte by byte) is refused by the same count of levels as any
other nesting, which is what is tested here.
"""

import gzip
import io
import tarfile
import time
import zipfile
from pathlib import Path

import py7zr
import pytest

from filing.terms import Fate, Problem
from tests.fakes.archives import gbk_zipped, locked_zip, overlapping_zip, rar5, tarred, zipped
from tests.fakes.hostile_files import endless_tar, rar5_with_locked_header, zip_with_lying_size
from tests.fakes.mime import PNG_LOGO
from tests.unit.hostile.reading import opened, problems, refused, within


def test_t021_an_archive_in_an_archive_in_an_archive_is_not_opened() -> None:
    deep = zipped({"a.txt": b"x"})
    for level in range(5):
        deep = zipped({f"{i}-{level}.zip": deep for i in range(4)})
    papers = opened("42.zip", deep)

    assert {p.problem for p in papers if p.fate is Fate.UNREADABLE} == {Problem.OVER_LIMITS}
    assert all("层数过多" in p.about for p in papers if p.problem)
    assert len(papers) == 1 + 4 + 16


def test_t022_a_bomb_of_one_entry_is_stopped() -> None:
    bomb = zipped({"bomb.bmp": bytes(1 << 28)})
    assert len(bomb) < 300_000
    started = time.process_time()
    paper = opened("bomb.zip", bomb)[-1]

    assert paper.problem is Problem.OVER_LIMITS
    assert "200MB" in paper.about
    assert time.process_time() - started < 3


def test_t023_entries_that_overlap_are_refused() -> None:
    assert refused("a.zip", overlapping_zip()).problem is Problem.OVER_LIMITS


@pytest.mark.parametrize("says", [10, 2**31])
def test_t024_a_header_that_lies_about_the_size_is_damage(says: int) -> None:
    _, member = opened("a.zip", zip_with_lying_size(says))

    assert member.problem in (Problem.DAMAGED, Problem.OVER_LIMITS)


@pytest.mark.parametrize(
    "name", ["../../x.txt", "/abs.txt", "a\\..\\b.txt", "C:\\x.txt", "CON", "NUL.txt", "..", "x/../../y"]
)
def test_t025_names_write_nothing_and_lead_nowhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for content in (zipped({name: b"hello"}), tarred({name: b"hello"})):
        _, member = opened("a.zip", content)

        assert member.name
        assert not {"..", ""} & set(member.name.split("/"))
        assert member.name.upper() not in ("CON", "NUL.TXT")
    assert list(tmp_path.iterdir()) == []


def linked(kind: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("link")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
        plain = tarfile.TarInfo("a.txt")
        plain.size = 5
        archive.addfile(plain, io.BytesIO(b"hello"))
    return out.getvalue()


def linked_zip() -> bytes:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "hello")
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [linked(tarfile.SYMTYPE), linked(tarfile.LNKTYPE), linked(tarfile.CHRTYPE), linked_zip()]
)
def test_t026_links_and_devices_are_left_out_and_told(content: bytes) -> None:
    box, member = opened("a.zip", content)

    assert member.name == "a.txt"
    assert "链接" in box.about


def test_t027_names_in_the_codes_of_other_systems_are_read() -> None:
    japanese = "テスト書類.txt".encode("shift_jis")
    stand_in = "x" * len(japanese)
    shift_jis = zipped({stand_in: b"x"}, zipfile.ZIP_STORED).replace(stand_in.encode(), japanese)

    assert opened("a.zip", gbk_zipped("营业执照.txt", b"x"))[1].name == "营业执照.txt"
    assert opened("a.zip", gbk_zipped("朱镕基翃雒.txt", b"x"))[1].name == "朱镕基翃雒.txt"
    assert opened("a.zip", shift_jis)[1].name == "テスト書類.txt"
    assert opened("a.zip", zipped({"责任书.txt": b"x"}))[1].name == "责任书.txt"


def locked_7z(names_too: bool) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="x", header_encryption=names_too) as archive:
        archive.writestr(b"hello", "a.txt")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [locked_zip(), locked_7z(names_too=False), locked_7z(names_too=True), rar5_with_locked_header()],
    ids=["zip", "7z", "7z with names", "rar5"],
)
def test_t028_a_password_is_told_and_not_guessed(content: bytes) -> None:
    paper = refused("a.zip", content)

    assert paper.problem is Problem.PASSWORD
    assert "密码" in paper.about


@pytest.mark.parametrize("count", [10_000, 66_000])
def test_t029_five_hundred_entries_are_the_most(count: int) -> None:
    many = zipped({f"{i}": b"" for i in range(count)}, zipfile.ZIP_STORED)
    with within(5):
        paper = refused("a.zip", many)

    assert paper.problem is Problem.OVER_LIMITS
    assert "500" in paper.about


def test_t029_a_tar_of_many_entries_is_refused_too() -> None:
    with within(5):
        assert refused("a.tar.gz", endless_tar(5_000)).problem is Problem.OVER_LIMITS


def test_t030_the_usual_kinds_are_opened_and_others_say_what_to_send_instead() -> None:
    files = {"a.txt": b"hello"}
    for content in (rar5(files), tarred(files), tarred(files, mode="w:xz"), tarred(files, mode="w:bz2")):
        assert [p.name for p in opened("a.xyz", content)] == ["a.xyz", "a.txt"]
    zstd = refused("a.tar.zst", b"\x28\xb5\x2f\xfd" + bytes(range(100)))

    assert zstd.problem is Problem.NOT_ACCEPTED
    assert "ZIP" in zstd.about


def test_t030_a_rar_4_of_which_only_the_head_is_there_is_refused() -> None:
    assert refused("a.rar", b"Rar!\x1a\x07\x00" + bytes(40)).problem in (Problem.DAMAGED, Problem.EMPTY)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_t031_a_part_of_an_archive_is_damaged_or_a_volume(share: float) -> None:
    files = {"a.txt": bytes(range(256)) * 90, "b.txt": b"x" * 9000}
    for content in (zipped(files, zipfile.ZIP_STORED), tarred(files), rar5(files), gzip.compress(files["a.txt"])):
        papers = opened("资料.zip", content[: int(len(content) * share)])
        troubled = [p for p in papers if p.problem]

        assert troubled
        assert all(p.problem is Problem.DAMAGED for p in troubled)
        assert all("损坏" in p.about for p in troubled)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.z01", b"PK\x07\x08" + zipped({"a.txt": bytes(range(250)) * 4}, zipfile.ZIP_STORED)[:300]),
        ("a.7z.001", b"7z\xbc\xaf\x27\x1c" + bytes(60)),
    ],
)
def test_t031_a_volume_says_so(name: str, content: bytes) -> None:
    assert "分卷" in refused(name, content).about


def test_t032_content_decides_what_a_file_is_and_the_wrong_name_is_told() -> None:
    box, _ = opened("营业执照.jpg", zipped({"a.txt": b"x"}))
    (picture,) = opened("资料.zip", PNG_LOGO)

    assert box.fate is Fate.CONTAINER
    assert "扩展名" in box.about
    assert picture.fate is not Fate.CONTAINER
    assert "扩展名" in picture.about


def test_t032_a_picture_with_an_archive_behind_it_is_a_picture() -> None:
    polyglot = PNG_LOGO + zipped({"a.txt": b"x"})

    assert all(p.fate is not Fate.CONTAINER for p in opened("a.jpg", polyglot))


def test_t033_an_archive_that_holds_archives_for_ever_ends_at_two_levels() -> None:
    droste = zipped({"a.txt": b"x"})
    for _ in range(40):
        droste = zipped({"droste.zip": droste})

    assert problems("droste.zip", droste) == [None, None, Problem.OVER_LIMITS]
