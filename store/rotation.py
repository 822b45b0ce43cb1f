"""A new master key for a running desk: made, then used while everything is put under it, then alone.

Three steps, each whole or not at all, so that files can be carried to the other hosts between them. Every process
reads the key file again when it changes; whatever is cut off is begun again and finds less to do.
"""

import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import Column, Engine, select

from filing.errors import ConfigurationRefused
from store import shredding
from store.blobs import BlobDamaged, Blobs
from store.database import reading, writing
from store.master_keys import Keys, Ring, read_ring, replace_ring
from store.people_tables import sessions, users
from store.sealing import Seal
from store.shelf import write_durably

_SEALED: tuple[tuple[Column[str], Column[str]], ...] = (
    (users.c.id, users.c.code_secret),
    (sessions.c.key, sessions.c.pending),
)
"""The name under which each column is sealed, and the column."""
HANDS = 4  # files at a time
Done = bool | None
"""Whether a file was to be put under the current key; None: no key opens it."""
Watched = Callable[[Iterable[Done], int], Iterable[Done]]


@dataclass(frozen=True, slots=True)
class Pass:
    """`files`, `columns`: how many were put under the current key; `damaged`: files that no key opens."""

    files: int
    columns: int
    damaged: int


def add(path: Path) -> None:
    """A second key that opens and does not write yet. Raises ConfigurationRefused."""
    ring = read_ring(path)
    if ring.next or ring.old:
        raise ConfigurationRefused("上一次轮换还没有完成。", "请先运行 beian keys rotate 和 beian keys finish。")
    replace_ring(path, replace(ring, next=secrets.token_bytes(32)))


def turn(path: Path) -> None:
    """The second key writes, the first only opens; nothing if that was done. Raises ConfigurationRefused."""
    ring = read_ring(path)
    if ring.next:
        replace_ring(path, Ring(ring.next, ring.fingerprint, old=ring.current))
    elif not ring.old:
        raise ConfigurationRefused("没有新的主密钥。", "请先运行 beian keys add，并把密钥文件送到每台主机。")


def wrap_again(engine: Engine, blobs: Blobs, keys: Keys, watched: Watched = lambda done, _: done) -> Pass:
    """Put all files and columns under the key that writes. May be repeated, cut off anywhere, and watched.

    A file that the nightly sweep takes away in that very moment may come back; so the sweep is to look again.
    """
    names = sorted(blobs.shelf.names())
    try:
        with ThreadPoolExecutor(HANDS, thread_name_prefix="rotation") as hands:
            done = list(watched(hands.map(partial(_wrapped, blobs), names), len(names)))
    finally:
        shredding.all_returned(engine)
    return Pass(done.count(True), _seal_again(engine, Seal(keys)), done.count(None))


def _wrapped(blobs: Blobs, name: str) -> Done:
    try:
        return blobs.rewrap(name)
    except BlobDamaged:  # told in the end: it must not keep the old key alive
        return None


def _seal_again(engine: Engine, seal: Seal) -> int:
    """Only what is still as it was read: somebody may be enrolling."""
    done = 0
    for name, column in _SEALED:
        with reading(engine) as connection:
            rows = connection.execute(select(name, column).where(column.is_not(None), column != "")).all()
        for row_name, sealed in rows:
            if fresh := seal.renewed(row_name, sealed):
                with writing(engine) as connection:
                    same = column.table.update().where(name == row_name, column == sealed)
                    done += connection.execute(same.values({column.name: fresh})).rowcount
    return done


def drop_old(path: Path, blobs: Blobs, retired: Path) -> None:
    """The old key opens nothing any more: it goes to a file of its own, for backups that were made before."""
    ring = read_ring(path)
    blobs.end_rotation()
    write_durably(retired, [ring.text()])
    replace_ring(path, replace(ring, old=None))
