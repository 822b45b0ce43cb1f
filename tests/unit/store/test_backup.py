"""T185: what was backed up comes back, from a desk that goes on writing."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from store.archive import BackupBroken
from store.backup import Place, back_up, restore
from store.blobs import Blobs
from store.database import open_engine
from store.fsck import fsck
from store.master_keys import MasterKeys
from store.shelf import Folder
from tests.fakes.desk_store import DeskStore

NewPlace = Callable[[str], Place]


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, desk: DeskStore, tmp_path: Path) -> Iterator[NewPlace]:
    """Empty places of the same kind as the desk's."""
    made: list[Place] = []

    def new(name: str) -> Place:
        folder = tmp_path / name
        folder.mkdir()
        url = f"sqlite:///{folder / 'beian.db'}"
        if desk.engine.dialect.name != "sqlite":
            url = request.getfixturevalue("postgres").database(empty=True)
        made.append(Place(open_engine(url), Folder(folder / "blobs")))
        return made[-1]

    yield new
    for place in made:
        place.engine.dispose()


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """An age key pair; the public one is its second line."""
    file = tmp_path / "identity"
    subprocess.run(["age-keygen", "-o", file], check=True, capture_output=True)
    return file


def _recipient(identity: Path) -> str:
    return identity.read_text(encoding="ascii").split("public key: ")[1].split()[0]


def _of(desk: DeskStore) -> Place:
    return Place(desk.engine, Folder(desk.folder / "blobs"))


def _key(desk: DeskStore) -> MasterKeys:
    return MasterKeys(desk.folder / "master.key")


def _back_up(desk: DeskStore, **over: object) -> Path:
    desk.clock.pass_(seconds=1)
    return back_up(_of(desk), desk.folder / "backups", desk.clock.now(), **over)  # type: ignore[arg-type]  # keywords of back_up


def _problems(place: Place, desk: DeskStore) -> tuple[object, ...]:
    return fsck(place.engine, Blobs(place.shelf, _key(desk)), desk.clock.now()).problems


def test_a_desk_that_goes_on_writing_is_restored_whole(desk: DeskStore, elsewhere: NewPlace) -> None:
    for uid in range(1, 4):
        desk.settled(desk.received(uid=uid))
    halt = threading.Event()

    def write() -> None:
        uid = 4
        while not halt.is_set():
            desk.settled(desk.received(uid=uid))
            uid += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup = _back_up(desk)
    finally:
        halt.set()
        writer.join()
    place = elsewhere("restored")
    restore(place, backup, None, lambda _: _key(desk))

    report = fsck(place.engine, Blobs(place.shelf, _key(desk)), desk.clock.now())
    assert report.problems == ()
    assert report.mails >= 3


def test_papers_that_an_earlier_backup_has_are_not_written_again(desk: DeskStore, elsewhere: NewPlace) -> None:
    desk.settled(desk.received(uid=1))
    first = _back_up(desk)
    again = _back_up(desk)
    desk.settled(desk.received(uid=2))
    last = _back_up(desk)

    assert len(list(first.parent.glob("papers-*.tar"))) == 2
    for name, backup in (("a", first), ("b", again), ("c", last)):
        place = elsewhere(name)
        restore(place, backup, None, lambda _: _key(desk))
        assert _problems(place, desk) == ()


def test_an_encrypted_backup_with_the_key_needs_the_identity_only(
    desk: DeskStore, elsewhere: NewPlace, identity: Path
) -> None:
    desk.settled(desk.received())
    backup = _back_up(desk, recipients=(_recipient(identity),), key=desk.folder / "master.key")
    found: list[bytes | None] = []

    def keep(key: bytes | None) -> MasterKeys:
        found.append(key)
        return _key(desk)

    with pytest.raises(ConfigurationRefused, match="identity"):
        restore(elsewhere("closed"), backup, None, keep)
    place = elsewhere("open")
    restore(place, backup, identity, keep)

    assert found == [(desk.folder / "master.key").read_bytes()]
    assert _problems(place, desk) == ()
    assert not [f for f in backup.parent.iterdir() if f.suffix not in (".age", ".names")]
    assert b"customer" not in backup.read_bytes()


def test_a_backup_for_somebody_else_is_refused(desk: DeskStore, elsewhere: NewPlace, identity: Path) -> None:
    desk.settled(desk.received())
    backup = _back_up(desk, recipients=(_recipient(identity),))
    other = desk.folder / "other"
    subprocess.run(["age-keygen", "-o", other], check=True, capture_output=True)

    with pytest.raises(BackupBroken, match="age"):
        restore(elsewhere("place"), backup, other, lambda _: _key(desk))


@pytest.mark.parametrize("cut", ["desk-*", "papers-*.tar*"])
def test_a_backup_that_is_cut_short_is_refused(desk: DeskStore, elsewhere: NewPlace, cut: str) -> None:
    desk.settled(desk.received())
    backup = _back_up(desk)
    (file,) = backup.parent.glob(cut)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    with pytest.raises(BackupBroken):
        restore(elsewhere("place"), backup, None, lambda _: _key(desk))


def test_nothing_is_restored_over_something(desk: DeskStore) -> None:
    desk.settled(desk.received())
    backup = _back_up(desk)

    with pytest.raises(ConfigurationRefused, match="不是空的"):
        restore(_of(desk), backup, None, lambda _: _key(desk))


def test_another_master_key_is_refused_before_papers_are_written(desk: DeskStore, elsewhere: NewPlace) -> None:
    desk.settled(desk.received())
    backup, place = _back_up(desk), elsewhere("place")

    with pytest.raises(ConfigurationRefused, match="主密钥"):
        restore(place, backup, None, lambda _: bytes(32))
    restore(place, backup, None, lambda _: _key(desk))
    assert _problems(place, desk) == ()


def test_the_key_goes_into_an_encrypted_backup_only(desk: DeskStore) -> None:
    desk.settled(desk.received())

    with pytest.raises(ConfigurationRefused, match="加密"):
        _back_up(desk, key=desk.folder / "master.key")
