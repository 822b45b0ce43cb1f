"""Everything about accounts over one database, opened together."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from filing.ports import Clock
from store.accesses import AccessLog
from store.blobs import Blobs
from store.entrance import Entrance
from store.master_keys import MasterKeys
from store.passwords import Passwords
from store.people import People
from store.sealing import Seal


@dataclass(frozen=True, slots=True)
class Accounts:
    """`seal` is for what leaves the desk and must come back unchanged."""

    log: AccessLog
    people: People
    entrance: Entrance
    seal: Seal


def open_accounts(
    engine: Engine,
    blobs: Blobs,
    key_file: Path,
    clock: Clock,
    passwords: Passwords | None = None,
    *,
    code_required: bool = True,
) -> Accounts:
    """`key_file`: the master key. `passwords`: how they are hashed; tests hash faster."""
    log, seal, hashing = AccessLog(engine, blobs), Seal(MasterKeys(key_file)), passwords or Passwords()
    entrance = Entrance(engine, blobs, seal, log, clock, hashing, code_required=code_required)
    return Accounts(log, People(engine, log, clock, hashing), entrance, seal)
