"""Every stored file is looked at each night, and read at least once in four weeks."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from store import soundness
from store.blobs import Blobs
from store.soundness import NIGHTS, damages

FIRST = date(2026, 12, 1)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", bytes(32))


def stored(blobs: Blobs, number: int) -> list[tuple[str, str]]:
    return [("附件", blobs.put(bytes([n]) * 100)) for n in range(number)]


def damage(blobs: Blobs, tmp_path: Path, address: str) -> None:
    (file,) = (tmp_path / "blobs").rglob(address)
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.write_bytes(content)


def test_a_few_files_are_all_read_every_night(blobs: Blobs, tmp_path: Path) -> None:
    named = stored(blobs, 30)
    damage(blobs, tmp_path, named[7][1])

    for night in range(3):
        (found,) = damages(blobs, named, FIRST + timedelta(night))
        assert named[7][1][:12] in found


def test_of_many_each_is_read_on_one_night_of_four_weeks(
    blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "WHOLE", 10)
    named = stored(blobs, 40)
    damage(blobs, tmp_path, named[7][1])
    nights = [list(damages(blobs, named, FIRST + timedelta(night))) for night in range(NIGHTS)]

    assert sorted(len(found) for found in nights) == [0] * (NIGHTS - 1) + [1]
    assert len(list(damages(blobs, named))) == 1  # asked for by a person: everything


def test_a_missing_file_is_found_in_the_first_night(
    blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "WHOLE", 10)
    named = stored(blobs, 40)
    (file,) = (tmp_path / "blobs").rglob(named[7][1])
    file.unlink()

    for night in range(NIGHTS):
        assert any(named[7][1][:12] in found for found in damages(blobs, named, FIRST + timedelta(night)))
