"""T181: a new master key for a desk that goes on working, cut off anywhere; the old one opens nothing afterwards."""

import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from store.blobs import BlobDamaged, Blobs
from store.database import reading, writing
from store.erasure_tables import shredded
from store.fsck import fsck
from store.master_keys import MasterKeys, alone, only, read_ring
from store.people_tables import users
from store.rotation import Pass, add, drop_old, turn, wrap_again
from store.sealing import Seal
from tests.fakes.desk_store import DeskStore
from tests.unit.store.test_crashes import PowerCut, power


def key_file(desk: DeskStore) -> Path:
    return desk.folder / "master.key"


def again(desk: DeskStore) -> Pass:
    keys = MasterKeys(key_file(desk))
    return wrap_again(desk.engine, Blobs(desk.folder / "blobs", keys), keys)


def drop(desk: DeskStore) -> None:
    drop_old(key_file(desk), Blobs(desk.folder / "blobs", MasterKeys(key_file(desk))), desk.folder / "retired.key")


def rotate(desk: DeskStore) -> None:
    """All steps, whichever was the last to be done before a cut."""
    ring = read_ring(key_file(desk))
    if not ring.next and not ring.old:
        add(key_file(desk))
    turn(key_file(desk))
    again(desk)
    assert again(desk) == Pass(0, 0, 0)
    drop(desk)


def enrolled(desk: DeskStore) -> str:
    """Somebody with a sealed secret."""
    sealed = Seal(MasterKeys(key_file(desk))).close("u-1", "JBSWY3DP")
    person = {"login": "li", "name": "李四", "role": "specialist", "provinces": [], "password": "", "code_step": 0}
    now = desk.clock.now()
    more = {"password_at": now, "must_change": False, "recovery": [], "disabled": False, "created_at": now}
    with writing(desk.engine) as connection:
        connection.execute(users.insert().values(id="u-1", code_secret=sealed, **person, **more))
    return sealed


def secret_of(desk: DeskStore) -> str:
    with reading(desk.engine) as connection:
        return str(connection.execute(users.select()).one().code_secret)


def test_t181_after_a_rotation_the_old_key_opens_nothing_and_everything_else_stays(desk: DeskStore) -> None:
    old, sealed = read_ring(key_file(desk)).current, enrolled(desk)
    mail = desk.received("one")
    desk.settled(mail)
    fingerprint, names = desk.blobs.fingerprint("320500"), sorted(desk.blobs.shelf.names())
    rotate(desk)
    after = Blobs(desk.folder / "blobs", MasterKeys(key_file(desk)))

    assert read_ring(key_file(desk)).all() != (old,)
    assert old.hex() not in key_file(desk).read_text(encoding="ascii")
    assert (after.get(mail.sha256), after.fingerprint("320500")) == (b"mail one", fingerprint)
    assert sorted(after.shelf.names()) == names
    assert Seal(MasterKeys(key_file(desk))).open("u-1", secret_of(desk)) == "JBSWY3DP"
    assert fsck(desk.engine, after, desk.clock.now()).problems == ()
    with pytest.raises(ConfigurationRefused, match="主密钥"):
        Blobs(desk.folder / "blobs", old)
    with pytest.raises(ConfigurationRefused):
        Seal(old).open("u-1", secret_of(desk))
    assert Seal(old).open("u-1", sealed) == "JBSWY3DP"
    kept = desk.blobs
    kept._keys = only(old)  # as if the old key had got past the start's proof
    for name in names:
        with pytest.raises(BlobDamaged):
            kept.get(name)


class Worker(threading.Thread):
    """Writes and reads, with what it opened before the rotation, until it is told to end."""

    def __init__(self, blobs: Blobs, number: int, halt: threading.Event) -> None:
        super().__init__()
        self.stored: dict[str, bytes] = {}
        self.trouble: Exception | None = None
        self._blobs, self._number, self._halt = blobs, number, halt

    def run(self) -> None:
        try:
            while not self._halt.is_set():
                content = f"{self._number} writes {len(self.stored)}".encode()
                self.stored[self._blobs.put(content)] = content
                assert all(self._blobs.get(a) == c for a, c in list(self.stored.items())[-30:])
        except Exception as trouble:  # noqa: BLE001 - a thread tells nobody else
            self.trouble = trouble


def test_t181_readers_and_writers_of_before_go_on_during_two_rotations(tmp_path: Path) -> None:
    desk, halt = DeskStore(tmp_path), threading.Event()
    workers = [Worker(desk.blobs, number, halt) for number in range(2)]
    for worker in workers:
        worker.start()
    for _ in range(2):
        add(key_file(desk))
        turn(key_file(desk))
        while again(desk).files:  # at last no writer is still at it with the key of before
            pass
        drop(desk)
        desk.blobs.put(os.urandom(8))
    halt.set()
    for worker in workers:
        worker.join()
    fresh = Blobs(desk.folder / "blobs", read_ring(key_file(desk)))

    assert [worker.trouble for worker in workers] == [None, None]
    for worker in workers:
        assert worker.stored
        assert all(fresh.get(address) == content for address, content in worker.stored.items())


def test_t181_cut_before_any_operation_and_begun_again_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "first").mkdir()
    first = DeskStore(tmp_path / "first")
    names = [first.received("one").sha256, first.blobs.put(b"paper")]
    first.engine.dispose()

    def prepared(name: str) -> DeskStore:
        shutil.copytree(first.folder, tmp_path / name)
        return DeskStore(tmp_path / name)

    with power(desk := prepared("count"), monkeypatch, None) as fuse:
        rotate(desk)
    assert fuse.seen > 15
    for point in range(1, fuse.seen + 1):
        desk = prepared(str(point))
        before, old = desk.blobs.fingerprint("x"), read_ring(key_file(desk)).current
        with suppress(PowerCut), power(desk, monkeypatch, point):
            rotate(desk)
        desk.engine.dispose()
        after = DeskStore(desk.folder, desk.clock)
        assert all(after.blobs.get(name) for name in names), f"cut before operation {point}"
        if old in read_ring(key_file(after)).all():
            rotate(after)
        end = Blobs(after.folder / "blobs", read_ring(key_file(after)))
        assert fsck(after.engine, end, after.clock.now()).problems == (), f"cut before operation {point}"
        assert (end.fingerprint("x"), read_ring(key_file(after)).all().count(old)) == (before, 0)
        assert read_ring(after.folder / "retired.key").old == old
        after.engine.dispose()


def test_t181_a_host_that_writes_with_the_old_key_keeps_it_alive(desk: DeskStore) -> None:
    add(key_file(desk))
    behind = Blobs(desk.folder / "blobs", read_ring(key_file(desk)))  # does not look at the file again
    turn(key_file(desk))
    assert again(desk).files == 1  # the proof of the key
    address = behind.put(b"late")

    assert again(desk) == Pass(1, 0, 0)
    assert again(desk) == Pass(0, 0, 0)
    assert behind.get(address) == b"late"
    assert desk.blobs.get(address) == b"late"


def test_t181_a_damaged_file_is_told_left_alone_and_keeps_no_key_alive(desk: DeskStore) -> None:
    address = desk.blobs.put(b"paper")
    file = next(desk.folder.rglob(address))
    file.write_bytes(b"BLOB1\nrotten")
    add(key_file(desk))
    turn(key_file(desk))

    assert again(desk) == Pass(1, 0, 1)
    assert file.read_bytes() == b"BLOB1\nrotten"


def test_t181_what_was_swept_away_meanwhile_is_looked_for_again(desk: DeskStore) -> None:
    address, now = desk.blobs.put(b"erased"), desk.clock.now()
    with writing(desk.engine) as connection:
        connection.execute(shredded.insert().values(address=address, gone_at=now))
    rotate(desk)

    with reading(desk.engine) as connection:
        assert connection.execute(shredded.select()).one().gone_at is None


def test_t181_the_steps_are_taken_in_turn(tmp_path: Path) -> None:
    path = DeskStore(tmp_path).folder / "master.key"
    with pytest.raises(ConfigurationRefused, match="beian keys add"):
        turn(path)
    path.chmod(0o444)
    add(path)
    with pytest.raises(ConfigurationRefused, match="没有完成"):
        add(path)
    turn(path)
    turned = path.read_bytes()
    turn(path)

    assert path.read_bytes() == turned
    assert path.stat().st_mode & 0o777 == 0o444
    with alone(path), pytest.raises(ConfigurationRefused, match="正在运行"), alone(path):
        pass


@pytest.mark.parametrize("more", ["next {}", "older {}\nfingerprint {}", "next 00\nfingerprint {}", "old {}\nold {}"])
def test_t181_a_key_file_that_we_would_not_write_is_refused(tmp_path: Path, more: str) -> None:
    path, key = tmp_path / "key", os.urandom(32).hex()
    path.write_text(f"{key}\n{more.format(key, key)}\n", encoding="ascii")

    with pytest.raises(ConfigurationRefused, match="主密钥"):
        MasterKeys(path)


def test_t181_a_running_desk_follows_only_its_own_key_file(tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    address, path = desk.blobs.put(b"x"), key_file(desk)
    own = path.read_bytes()
    path.write_text(os.urandom(32).hex(), encoding="ascii")
    other = desk.blobs.put(b"with a strange file in place")
    path.unlink()
    last = desk.blobs.put(b"with none")
    path.write_bytes(own)
    fresh = Blobs(desk.folder / "blobs", MasterKeys(path))

    assert [fresh.get(a) for a in (address, other, last)] == [b"x", b"with a strange file in place", b"with none"]
