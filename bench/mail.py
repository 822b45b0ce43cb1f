"""Fetch and store mails from a Dovecot, each safe on the disk, against mbsync on the same server in the same run.

Ours is the whole intake: IMAP, hashes, encryption, fsync, and commits; once over verified TLS, as mbsync does it, and
once in plain, which shows what is our own. The floor is what the same bytes cost this machine at the least: SHA-256,
AES-256-GCM and a write, one after the other; and, apart from it, fetching and hashing them with nothing kept. Jobs are
not queued here: the engine's two statements cost 0.35 ms of CPU a mail. mbsync (Debian package isync) writes a Maildir
with fsync; if it is not installed the run says so and shows our figures only.
"""

import argparse
import hashlib
import os
import random
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from sqlalchemy import Connection

from intake.inbox import ImapInbox, ImapSettings
from intake.receive import receive
from service.clock import SHANGHAI
from store.blobs import Blobs
from store.database import migrate, open_engine
from store.ledger import StoreLedger
from store.master_keys import MasterKeys
from tests.fakes.dovecot import PASSWORD, USER, Dovecot

SMALLEST, LARGEST = 50_000, 5_000_000
PIECE = 256 * 1024
RATE, CPU_PER_GB = 0.8, 1.5  # bars: of mbsync's rate, and seconds
MBSYNC = """
FSync yes

IMAPAccount a
Host localhost
Port {port}
User {user}
Pass {password}
SSLType IMAPS
CertificateFile {ca}

IMAPStore far
Account a

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX

Channel c
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull New
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took."""

    mails: int
    megabytes: float
    seconds: float
    cpu: float

    @property
    def cpu_per_gb(self) -> float:
        """Seconds."""
        return self.cpu / (self.megabytes / 1000)

    def __str__(self) -> str:
        rate, cpu = self.megabytes / self.seconds, self.cpu_per_gb
        took = f"{self.mails} mails, {self.megabytes:.0f} MB in {self.seconds:.1f} s"
        return f"{took}: {rate:.1f} MB/s, {cpu:.2f} CPU s a GB"


class Now:
    """The clock of the store."""

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(SHANGHAI)


def letters(count: int, seed: int = 7) -> list[bytes]:
    """Mails whose sizes are spread evenly over the orders of magnitude."""
    rng = random.Random(seed)
    block = (b"x" * 74 + b"\r\n") * 1000
    sizes = [int(SMALLEST * (LARGEST / SMALLEST) ** rng.random()) for _ in range(count)]
    return [
        f"Subject: {n}\r\n\r\n".encode() + (block * (size // len(block) + 1))[:size] for n, size in enumerate(sizes)
    ]


def timed(work: Callable[[], int], megabytes: float, who: int) -> Figures:
    """Wall time, and the CPU time of this process or its children."""
    before, started = resource.getrusage(who), time.monotonic()
    mails = work()
    after, seconds = resource.getrusage(who), time.monotonic() - started
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figures(mails, megabytes, seconds, cpu)


def floor(mails: Sequence[bytes], folder: Path) -> int:
    """Hash, encrypt and write; nothing is fetched, made safe or noted down."""
    key, buffer = AES(bytes(32)), bytearray(PIECE + 16)
    for raw in mails:
        hashlib.sha256(raw).digest()
        cipher, view = Cipher(key, GCM(secrets.token_bytes(12))).encryptor(), memoryview(raw)
        with (folder / "floor").open("wb", buffering=0) as file:
            for start in range(0, len(raw), PIECE):
                size = cipher.update_into(view[start : start + PIECE], buffer)
                file.write(memoryview(buffer)[:size])
    return len(mails)


def new_store(folder: Path) -> StoreLedger:
    """An empty ledger; what its making costs is not measured."""
    folder.mkdir()
    engine = open_engine(f"sqlite:///{folder / 'beian.db'}")
    migrate(engine)
    return StoreLedger(engine, Blobs(folder / "blobs", MasterKeys(folder / "master.key")), Now(), _nothing)


def connected(server: Dovecot, *, tls: bool) -> ImapInbox:
    """The mailbox, as the desk reads it."""
    where = (server.tls_port, "tls") if tls else (server.plain_port, "none")
    return ImapInbox(ImapSettings("bench", "localhost", where[0], USER, PASSWORD, where[1], ca_file=server.ca_file))


def fetched(server: Dovecot, *, tls: bool) -> int:
    """Fetch and hash everything, and keep nothing; how many mails."""
    inbox = connected(server, tls=tls)
    count = sum(1 for _ in inbox.since(0))
    inbox.close()
    return count


def ours(server: Dovecot, ledger: StoreLedger, *, tls: bool) -> int:
    """Take everything in; how many mails."""
    inbox = connected(server, tls=tls)
    count = receive(inbox, ledger)
    inbox.close()
    return count


def mbsync(server: Dovecot, folder: Path) -> int:
    """The same with mbsync; how many mails."""
    (folder / "maildir").mkdir()
    config = folder / "mbsyncrc"
    known = {"port": server.tls_port, "user": USER, "password": PASSWORD, "ca": server.ca_file}
    config.write_text(MBSYNC.format(folder=folder / "maildir", **known), encoding="utf-8")
    subprocess.run(["mbsync", "-q", "-c", str(config), "c"], check=True, env={**os.environ, "HOME": str(folder)})
    return sum(1 for _ in (folder / "maildir" / "INBOX" / "new").iterdir())


def _nothing(_connection: Connection, *_job: object) -> None:
    """Nothing is judged here."""


def main() -> int:
    """`python -m bench.mail --mails 2000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    asked = parser.parse_args()
    with Dovecot() as server, tempfile.TemporaryDirectory(prefix="beian-mail-") as name:
        mails, folder = letters(asked.mails), Path(name)
        megabytes = sum(len(raw) for raw in mails) / 1e6
        for raw in mails:
            server.put(raw)
        print(f"floor:       {timed(lambda: floor(mails, folder), megabytes, resource.RUSAGE_SELF)}")
        return compare(server, folder, megabytes)


def compare(server: Dovecot, folder: Path, megabytes: float) -> int:
    """Ours in plain and over TLS, and mbsync; 1 if a bar is missed."""
    own = resource.RUSAGE_SELF
    for tls in (False, True):
        alone = timed(partial(fetched, server, tls=tls), megabytes, own)
        print(f"fetched, {'TLS' if tls else 'plain'}: {alone}")
    stores = new_store(folder / "plain"), new_store(folder / "tls")
    plain = timed(lambda: ours(server, stores[0], tls=False), megabytes, own)
    print(f"desk, plain: {plain}")
    mine = timed(lambda: ours(server, stores[1], tls=True), megabytes, own)
    print(f"desk, TLS:   {mine}")
    if shutil.which("mbsync") is None:
        print("mbsync: not installed (Debian package isync), so there is nothing to compare with")
        return 0
    theirs = timed(lambda: mbsync(server, folder), megabytes, resource.RUSAGE_CHILDREN)
    print(f"mbsync, TLS: {theirs}")
    ratio = theirs.seconds / mine.seconds
    print(f"rate of the desk over TLS: {ratio:.2f} x mbsync's (bar {RATE}); CPU {theirs.cpu / mine.cpu:.1f} x less")
    print(f"CPU of the desk in plain: {plain.cpu_per_gb:.2f} s a GB (bar {CPU_PER_GB})")
    return int(ratio < RATE or plain.cpu_per_gb > CPU_PER_GB)


if __name__ == "__main__":
    sys.exit(main())
