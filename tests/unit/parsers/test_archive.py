"""Archives: names, budgets, passwords, damage. Nothing is written anywhere."""

import gzip
import io
import zipfile

import py7zr
import pytest

from filing.terms import Problem
from parsers import archive_rar
from parsers.archive import ArchiveTrouble, Budget, Member, open_archive
from parsers.sniff import sniff
from tests.fakes.archives import gbk_zipped, locked_zip, overlapping_zip, rar5, tarred, zipped


def opened(content: bytes) -> list[Member]:
    return list(open_archive(sniff(content), content, Budget(len(content))))


def trouble(content: bytes) -> ArchiveTrouble:
    with pytest.raises(ArchiveTrouble) as caught:
        opened(content)
    return caught.value


def seven(files: dict[str, bytes], password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return buffer.getvalue()


FILES = {"资料/营业执照.txt": b"one", "核验单.txt": b"two"}


@pytest.mark.parametrize(
    "content",
    [zipped(FILES), seven(FILES), rar5(FILES), tarred(FILES), tarred(FILES, mode="w:"), tarred(FILES, mode="w:xz"),
     tarred(FILES, mode="w:bz2")],
    ids=["zip", "7z", "rar", "tar.gz", "tar", "tar.xz", "tar.bz2"],
)  # fmt: skip
def test_every_kind_gives_its_files(content: bytes) -> None:
    assert {m.name: m.content for m in opened(content)} == FILES


def test_a_name_in_gbk_is_read_as_chinese() -> None:
    assert [m.name for m in opened(gbk_zipped("营业执照.jpg", b"x"))] == ["营业执照.jpg"]


def test_rubbish_of_operating_systems_is_left_out() -> None:
    rubbish = {"__MACOSX/._a.jpg": b"x", "a/.DS_Store": b"x", "Thumbs.db": b"x", "desktop.ini": b"x", "a.jpg": b"y"}

    assert [m.name for m in opened(zipped(rubbish))] == ["a.jpg"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "etc/passwd"), ("/abs.jpg", "abs.jpg"), ("C:\\x\\y.jpg", "x/y.jpg"), ("CON", "_CON"),
     ("a\u202egpj.exe", "agpj.exe")],
)  # fmt: skip
def test_names_are_for_display_only(name: str, shown: str) -> None:
    assert [m.name for m in opened(zipped({name: b"x"}))] == [shown]


def test_links_are_left_out() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.jpg", "x")

    assert [m.name for m in opened(buffer.getvalue())] == ["a.jpg"]
    assert [m.name for m in opened(tarred({"a.jpg": b"x"}, link="/etc/passwd"))] == ["a.jpg"]


def test_a_password_is_said_and_never_guessed() -> None:
    assert trouble(locked_zip()).problem is Problem.PASSWORD
    assert trouble(seven(FILES, password="x")).problem is Problem.PASSWORD


def test_a_bomb_stops_at_the_ratio_and_at_the_size() -> None:
    assert trouble(zipped({"bomb": bytes(50_000_000)})).problem is Problem.OVER_LIMITS
    assert trouble(gzip.compress(bytes(50_000_000))).problem is Problem.OVER_LIMITS
    assert trouble(seven({"bomb": bytes(50_000_000)})).problem is Problem.OVER_LIMITS


def test_entries_that_share_bytes_are_refused() -> None:
    assert trouble(overlapping_zip()).problem is Problem.OVER_LIMITS


def test_more_than_five_hundred_files_are_refused() -> None:
    assert trouble(zipped({f"{i}.jpg": b"x" for i in range(501)})).problem is Problem.OVER_LIMITS
    assert len(opened(zipped({f"{i}.jpg": b"x" for i in range(500)}))) == 500


@pytest.mark.parametrize("content", [zipped(FILES), seven(FILES), tarred(FILES)], ids=["zip", "7z", "tar.gz"])
def test_a_truncated_archive_is_damaged(content: bytes) -> None:
    assert trouble(content[: len(content) * 2 // 3]).problem is Problem.DAMAGED


def test_a_member_with_a_wrong_checksum_is_damaged_and_the_others_are_read() -> None:
    broken = zipped({"a.txt": b"AAAA-content", "b.txt": b"good"}, zipfile.ZIP_STORED).replace(
        b"AAAA-content", b"AAAB-content"
    )

    first, second = opened(broken)

    assert first.trouble
    assert first.trouble.problem is Problem.DAMAGED
    assert second.content == b"good"


def test_rar_without_its_library_is_not_accepted_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_rar, "_library", lambda: None)

    refused = trouble(rar5(FILES))

    assert refused.problem is Problem.NOT_ACCEPTED
    assert "ZIP" in refused.about
