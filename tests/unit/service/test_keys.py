"""T181 as an operator does it: `beian keys`, and the backups of before, during and after a rotation."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused, UnreadableInput
from filing.mail import digest
from service.keys import add_key, finish_rotation, rotate_key
from store.backup import Place, back_up, restore
from store.blobs import Blobs
from store.database import open_engine
from store.fsck import fsck
from store.master_keys import MasterKeys, read_ring
from store.shelf import Folder
from tests.fakes.desk_store import DeskStore


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    (tmp_path / "desk").mkdir()
    return DeskStore(tmp_path / "desk")


@pytest.fixture
def config(desk: DeskStore) -> Path:
    file = desk.folder.with_suffix(".toml")
    file.write_text(f'data = "{desk.folder}"\n', encoding="utf-8")
    return file


def retired(desk: DeskStore) -> Path:
    (file,) = desk.folder.glob("master.key.*")
    return file


def backup(desk: DeskStore) -> tuple[Path, bytes]:
    """A backup and the key file of its moment."""
    desk.clock.pass_(minutes=1)
    path = back_up(Place(desk.engine, desk.blobs.shelf), desk.folder.parent / "backups", desk.clock.now())
    return path, (desk.folder / "master.key").read_bytes()


def restored(desk: DeskStore, path: Path, key: bytes, name: str) -> int:
    """How many mails are there; all must be sound."""
    new = desk.folder.parent / name
    new.mkdir()
    (new / "master.key").write_bytes(key)
    place = Place(open_engine(f"sqlite:///{new / 'beian.db'}"), Folder(new / "blobs"))
    restore(place, path, None, lambda _: MasterKeys(new / "master.key"))
    report = fsck(place.engine, Blobs(place.shelf, MasterKeys(new / "master.key")), desk.clock.now())
    assert report.problems == ()
    place.engine.dispose()
    return report.mails


def test_t181_backups_of_before_during_and_after_open_with_the_keys_of_their_time(
    desk: DeskStore, config: Path
) -> None:
    desk.settled(desk.received("one"))
    before = backup(desk)
    assert add_key(config, None) == rotate_key(config, None) == 0
    desk.settled(desk.received("two", 2))
    during = backup(desk)
    assert finish_rotation(config, None) == 0
    desk.settled(desk.received("three", 3))
    after, again = backup(desk), backup(desk)

    assert [restored(desk, *b, name) for b, name in ((before, "a"), (during, "b"), (after, "c"))] == [1, 2, 3]
    kept = retired(desk).read_bytes()
    assert [restored(desk, b[0], kept, name) for b, name in ((before, "d"), (during, "e"))] == [1, 2]
    assert restored(desk, *again, "f") == 3
    assert len(list(before[0].parent.glob("papers-*.tar"))) == 3
    with pytest.raises(ConfigurationRefused, match="主密钥"):
        restored(desk, after[0], before[1], "g")


def test_t181_the_old_key_is_kept_while_anything_is_under_it(
    desk: DeskStore, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    behind = Blobs(desk.blobs.shelf, read_ring(desk.folder / "master.key"))
    with pytest.raises(ConfigurationRefused, match="add、rotate、finish"):
        finish_rotation(config, None)
    add_key(config, None)
    rotate_key(config, None)
    behind.put(b"late")

    assert finish_rotation(config, None) == 1
    assert "没有停用" in capsys.readouterr().err
    assert finish_rotation(config, None) == 0
    assert str(retired(desk)) in capsys.readouterr().out
    assert read_ring(desk.folder / "master.key").old is None


def test_t181_a_key_file_that_is_not_the_stores_or_not_there_is_refused(
    desk: DeskStore, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").write_text("ab" * 32, encoding="ascii")
    with pytest.raises(ConfigurationRefused, match="主密钥"):
        add_key(config, tmp_path / "other")
    with pytest.raises(UnreadableInput, match="nowhere"):
        add_key(config, tmp_path / "nowhere")
    assert (tmp_path / "other").read_text(encoding="ascii") == "ab" * 32


def test_t181_killed_in_the_middle_it_goes_on_from_there(desk: DeskStore, config: Path) -> None:
    papers = {digest(paper): paper for paper in (b"paper %d" % number for number in range(300))}
    desk.blobs.put_all(papers)
    stored = sorted(papers)
    files = [desk.folder / "blobs" / name[:2] / name for name in stored]
    inodes = [file.stat().st_ino for file in files]
    add_key(config, None)
    new = read_ring(desk.folder / "master.key").next
    process = subprocess.Popen([sys.executable, "-m", "service", "keys", "rotate", "--config", config])
    until = time.monotonic() + 30
    while files[0].stat().st_ino == inodes[0] and time.monotonic() < until:
        time.sleep(0.002)
    process.kill()
    process.wait()
    halfway = Blobs(desk.blobs.shelf, read_ring(desk.folder / "master.key"))

    assert read_ring(desk.folder / "master.key").current == new
    assert files[0].stat().st_ino != inodes[0]
    assert files[-1].stat().st_ino == inodes[-1]
    assert all(halfway.get(address) for address in stored)
    assert rotate_key(config, None) == finish_rotation(config, None) == 0
    end = Blobs(desk.blobs.shelf, read_ring(desk.folder / "master.key"))
    assert all(end.get(address) for address in stored)
    assert end.fingerprint("x") == desk.blobs.fingerprint("x")


def test_t181_a_full_disk_is_told_and_the_step_is_run_again(
    desk: DeskStore, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    add_key(config, None)
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", full)
        with pytest.raises(ConfigurationRefused, match="轮换中断"):
            rotate_key(config, None)

    assert rotate_key(config, None) == finish_rotation(config, None) == 0
