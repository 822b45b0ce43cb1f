"""Fetch and store mails from a Dovecot, each safe on the disk, against mbsync on the same server in the same run.

Ours is the whole intake: IMAP over verified TLS, hashes, encryption, fsync, and a commit for each mail. mbsync (Debian
package isync) writes a Maildir with fsync; if it is not installed the run says so and shows our figures only.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from intake.inbox import ImapInbox, ImapSettings
from intake.receive import receive
from service.clock import SHANGHAI
from store.blobs import Blobs, load_or_make_key
from store.database import migrate, open_engine
from store.ledger import StoreLedger
from tests.fakes.dovecot import PASSWORD, USER, Dovecot

SMALLEST, LARGEST = 50_000, 5_000_000
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

    def __str__(self) -> str:
        rate, cpu = self.megabytes / self.seconds, self.cpu / (self.megabytes / 1000)
        took = f"{self.mails} mails, {self.megabytes:.0f} MB in {self.seconds:.1f} s"
        return f"{took}: {rate:.1f} MB/s, {cpu:.1f} CPU s a GB"


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


def ours(server: Dovecot, folder: Path) -> int:
    """Take everything in; how many mails."""
    engine = open_engine(f"sqlite:///{folder / 'beian.db'}")
    migrate(engine)
    blobs = Blobs(folder / "blobs", load_or_make_key(folder / "master.key"))
    ledger = StoreLedger(engine, blobs, Now(), _nothing)
    settings = ImapSettings("bench", "localhost", server.tls_port, USER, PASSWORD, ca_file=server.ca_file)
    inbox = ImapInbox(settings)
    count = receive(inbox, ledger)
    inbox.close()
    engine.dispose()
    return count


def mbsync(server: Dovecot, folder: Path) -> int:
    """The same with mbsync; how many mails."""
    (folder / "maildir").mkdir()
    config = folder / "mbsyncrc"
    known = {"port": server.tls_port, "user": USER, "password": PASSWORD, "ca": server.ca_file}
    config.write_text(MBSYNC.format(folder=folder / "maildir", **known), encoding="utf-8")
    subprocess.run(["mbsync", "-q", "-c", str(config), "c"], check=True, env={**os.environ, "HOME": str(folder)})
    return sum(1 for _ in (folder / "maildir" / "INBOX" / "new").iterdir())


def _nothing(_connection: Connection, _queue: str, _job: str, _argument: str, _partition: str | None) -> None:
    """Nothing is judged here."""


def main() -> int:
    """`python -m bench.mail --mails 2000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    asked = parser.parse_args()
    with Dovecot() as server, tempfile.TemporaryDirectory(prefix="beian-mail-") as name:
        megabytes = 0.0
        for raw in letters(asked.mails):
            server.put(raw)
            megabytes += len(raw) / 1e6
        mine = timed(lambda: ours(server, Path(name)), megabytes, resource.RUSAGE_SELF)
        print(f"desk:   {mine}")
        if shutil.which("mbsync") is None:
            print("mbsync: not installed (Debian package isync), so there is nothing to compare with")
            return 0
        theirs = timed(lambda: mbsync(server, Path(name)), megabytes, resource.RUSAGE_CHILDREN)
        print(f"mbsync: {theirs}")
        print(f"rate of the desk: {theirs.seconds / mine.seconds:.2f} x mbsync's")
    return 0


if __name__ == "__main__":
    sys.exit(main())
