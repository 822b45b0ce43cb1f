"""Bytes at rest."""

from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from store.blobs import BlobDamaged, Blobs
from store.master_keys import MasterKeys

KEY = bytes(range(32))


def only_file(root: Path) -> Path:
    return next(p for p in root.rglob("*") if p.is_file() and len(p.name) == 64)


def test_what_was_put_comes_back_and_is_not_readable_on_the_disk(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, KEY)
    address = blobs.put("身份证号 110101199001011234".encode())

    assert blobs.get(address) == "身份证号 110101199001011234".encode()
    assert b"110101" not in only_file(tmp_path).read_bytes()
    assert only_file(tmp_path).stat().st_mode & 0o077 == 0


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, KEY)
    first = blobs.put(b"x")
    written = only_file(tmp_path).read_bytes()

    assert blobs.put(b"x") == first
    assert only_file(tmp_path).read_bytes() == written


def test_empty_bytes_can_be_stored(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, KEY)

    assert blobs.get(blobs.put(b"")) == b""


@pytest.mark.parametrize("position", [0, 10, 40, 80, -1])
def test_t171_a_flipped_bit_is_found(tmp_path: Path, position: int) -> None:
    blobs = Blobs(tmp_path, KEY)
    address = blobs.put(b"content of a mail")
    damaged = bytearray(only_file(tmp_path).read_bytes())
    damaged[position] ^= 1
    only_file(tmp_path).write_bytes(damaged)

    with pytest.raises(BlobDamaged, match="损坏"):
        blobs.get(address)


def test_a_missing_or_cut_file_is_found(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, KEY)
    address = blobs.put(b"content")
    only_file(tmp_path).write_bytes(only_file(tmp_path).read_bytes()[:50])

    with pytest.raises(BlobDamaged):
        blobs.get(address)
    only_file(tmp_path).unlink()
    with pytest.raises(BlobDamaged):
        blobs.get(address)


def test_a_file_moved_to_another_address_does_not_open(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, KEY)
    one, other = blobs.put(b"one"), blobs.put(b"other")
    (tmp_path / other[:2] / other).write_bytes((tmp_path / one[:2] / one).read_bytes())

    with pytest.raises(BlobDamaged):
        blobs.get(other)


def test_t181_a_wrong_master_key_refuses_to_start(tmp_path: Path) -> None:
    Blobs(tmp_path, KEY)

    with pytest.raises(ConfigurationRefused, match="主密钥"):
        Blobs(tmp_path, KEY[::-1])


def test_the_master_key_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    key = MasterKeys(path).all()

    assert MasterKeys(path).all() == key
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "zz", "00"])
def test_t181_a_broken_master_key_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(content)

    with pytest.raises(ConfigurationRefused, match="主密钥"):
        MasterKeys(path)


def test_t172_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigurationRefused, match="存档目录"):
        Blobs(tmp_path / "file", KEY)
