"""Backups in a folder: each is one file with the database, and the papers that no earlier one in the folder has.

    desk-20261121T041500.tar[.age]      the database, and which files with papers belong to it
    papers-20261121T041500.tar[.age]    papers as they lie in the store: encrypted, without the key
    papers-20261121T041500.names        which ones, so that they need not be read again

After a rotation of the master key the papers' names bear its mark (papers-…-1f3a90bc), and all papers are archived
anew: whoever restores must not need a key that was given up.

The database first: whatever a row names was in the store before the row. Else papers are never changed, only added.
"""

import hashlib
import io
import json
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from filing.errors import ConfigurationRefused
from store import shredding
from store.archive import ENCRYPTED, BackupBroken, new_archive, old_archive
from store.blobs import CANARY, Blobs, generation
from store.database import migrate
from store.dump import dump, has_tables, kind, load
from store.master_keys import Keys
from store.shelf import Shelf, write_durably

DATABASE, MANIFEST, KEY = "database", "manifest.json", "master.key"
_NAME = re.compile(rf"[0-9a-f]{{64}}|{CANARY}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs to one backup. `parts`: files with papers beside it; `papers`: how many there are in them."""

    made_at: str
    kind: str
    database_sha256: str
    parts: tuple[str, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class Place:
    """A database and its papers."""

    engine: Engine
    shelf: Shelf


def back_up(place: Place, folder: Path, now: datetime, recipients: Sequence[str] = (), key: Path | None = None) -> Path:
    """One more backup in the folder; its path. `key`: the master key, if it is to be in it.

    Raises BackupBroken, ConfigurationRefused.
    """
    if key is not None and not recipients:
        raise ConfigurationRefused("主密钥只能放进加密的备份。", "请在 [backup] 中配置 recipients，或不带 --with-key。")
    if not has_tables(place.engine):
        raise ConfigurationRefused("数据库是空的，没有可备份的内容。", "请检查配置文件中的数据目录或数据库地址。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp, ending = f"{now:%Y%m%dT%H%M%S}", ".tar" + (ENCRYPTED if recipients else "")
    if any(folder.glob(f"*-{stamp}[.-]*")):
        raise BackupBroken("这一秒已经有一份备份。", "请稍后再试。")
    before = _keyed(place.shelf, key)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".desk-") as scratch:
        database = Path(scratch) / DATABASE
        dump(place.engine, database)
        naming = f"-{before[0]}{ending}" if before[0] else ending
        parts, papers = _add_papers(place.shelf, folder, stamp, naming, recipients)
        if _keyed(place.shelf, key) != before:
            raise BackupBroken("备份期间换了主密钥。", "请再备份一次。")
        manifest = Manifest(now.isoformat(), kind(place.engine), _digest(database), parts, papers)
        path = folder / f"desk-{stamp}{ending}"
        with new_archive(path, recipients) as tar:
            _put(tar, MANIFEST, json.dumps(asdict(manifest)).encode())
            if key is not None:
                _put(tar, KEY, before[1])
            tar.add(database, DATABASE)
    return path


def _keyed(shelf: Shelf, key: Path | None) -> tuple[str, bytes]:
    """Which rotation the papers have seen, and the key file, if it is to be in the backup."""
    canary = shelf.read(CANARY) if shelf.keeps(CANARY) else b""
    return generation(canary) if canary else "", key.read_bytes() if key else b""


def _add_papers(
    shelf: Shelf, folder: Path, stamp: str, ending: str, recipients: Sequence[str]
) -> tuple[tuple[str, ...], int]:
    """Archive what is new. Returns all files with papers, and how many papers are in them."""
    known = {part: _names(folder / part) for part in _parts(folder, ending)}
    fresh = sorted(set(shelf.names()).difference(*known.values()), key=lambda name: (name != CANARY, name))
    if fresh:
        part = f"papers-{stamp}{ending}"
        with new_archive(folder / part, recipients) as tar:
            for name in fresh:
                _put(tar, name, shelf.read(name))
        write_durably(_list_of(folder / part), ["\n".join(fresh).encode()])
        known[part] = frozenset(fresh)
    return tuple(sorted(known)), len(frozenset[str]().union(*known.values()))


def _parts(folder: Path, ending: str) -> Iterator[str]:
    """Whole ones of the same kind: what was written without encryption, or under another key, is written again."""
    for path in folder.glob(f"papers-{'[0-9]' * 8}T{'[0-9]' * 6}{ending}"):
        if _list_of(path).exists():
            yield path.name


def _list_of(part: Path) -> Path:
    return part.with_name(f"{part.name.partition('.')[0]}.names")


def _names(part: Path) -> frozenset[str]:
    return frozenset(_list_of(part).read_text("ascii").split())


def restore(
    place: Place, backup: Path, identity: Path | None, keep_key: Callable[[bytes | None], bytes | Keys]
) -> Manifest:
    """Bring everything back into an empty place, and the tables to this version's schema.

    `identity`: age's secret key file for an encrypted backup. `keep_key` gets the key file of the backup, None if it
    has none, and returns the master key. Raises BackupBroken; ConfigurationRefused if anything is there already, or for
    another master key. What was erased before the backup was made does not come back with older files.
    """
    if has_tables(place.engine) or any(name != CANARY for name in place.shelf.names()):
        message = "恢复的目标不是空的：数据库或存档里已有内容。"
        raise ConfigurationRefused(message, "请恢复到空的数据目录（或空的数据库和存储桶），再切换过去。")
    with tempfile.TemporaryDirectory(prefix="beian-restore-") as scratch:
        database = Path(scratch) / DATABASE
        manifest, key = _unpack(backup, identity, database)
        if manifest.kind != kind(place.engine):
            message = f"备份来自 {manifest.kind}，配置中的数据库是 {kind(place.engine)}。"
            raise ConfigurationRefused(message, "请按备份的种类配置 [database]。")
        written = _restore_papers(place.shelf, _papers(backup.parent, manifest, identity), keep_key(key))
        if written != manifest.papers:
            raise BackupBroken(f"备份应有存档文件 {manifest.papers} 个，只有 {written} 个。", "请换一份备份。")
        load(place.engine, database)
    migrate(place.engine)
    shredding.all_returned(place.engine)
    shredding.shred(place.engine, place.shelf, datetime.fromisoformat(manifest.made_at), idle=0)
    return manifest


def _unpack(backup: Path, identity: Path | None, database: Path) -> tuple[Manifest, bytes | None]:
    """The manifest and the key, if there; the database goes to its file."""
    found: dict[str, bytes] = {}
    with old_archive(backup, identity) as tar:
        for member in tar:
            source = tar.extractfile(member)
            if source is not None and member.name == DATABASE:
                write_durably(database, _pieces(source))
            elif source is not None:
                found[member.name] = source.read(2**20)
    if MANIFEST not in found or not database.exists():
        raise BackupBroken(f"{backup.name} 不是备份文件。", "请指定备份文件夹中的 desk-….tar 或 desk-….tar.age。")
    manifest = Manifest(**json.loads(found[MANIFEST]))
    if _digest(database) != manifest.database_sha256:
        raise BackupBroken(f"备份 {backup.name} 中的数据库与登记的校验值不符。", "请换一份备份。")
    return manifest, found.get(KEY)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(2**20):
        yield piece


def _papers(folder: Path, manifest: Manifest, identity: Path | None) -> Iterator[tuple[str, bytes]]:
    """Name and content, as they lie in the store."""
    for part in manifest.parts:
        with old_archive(folder / Path(part).name, identity) as tar:
            for member in tar:
                source = tar.extractfile(member)
                if source is None or not _NAME.fullmatch(member.name):
                    raise BackupBroken(f"备份文件 {part} 含有不认识的内容。", "请换一份备份。")
                yield member.name, source.read()


def _restore_papers(shelf: Shelf, papers: Iterator[tuple[str, bytes]], keys: bytes | Keys) -> int:
    """How many there were. The first one proves the key before any other is written."""
    written = set()
    for name, content in papers:
        shelf.write(name, [content])
        if name == CANARY:
            Blobs(shelf, keys)
        written.add(name)
    return len(written)


def _put(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
