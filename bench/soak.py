"""The long ordeal: thousands of mails; the service killed, its lines to both mail servers and its database cut off.

SQLite has no line that could be cut: its database is held by another writer for as long as a long backup would.
"""

import argparse
import random
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from bench.crash import Launcher, Ordeal, finish, servers, write_config
from samples.companies import company
from samples.mails.clients import FOXMAIL, QQ, compose
from samples.mails.letter import Attachment, Letter
from service.clock import SHANGHAI
from tests.fakes.loopback import Loopback

LIVES = (0.5, 5.0)  # seconds to the kill: from the first line to a mailbox, or from the start itself
STILLBORN = 0.2  # of the lives are counted from the start itself, so that starting is interrupted as well
LONGEST_START = 60.0  # seconds; a machine that others use starts a service slowly
BETWEEN_CUTS = (0.2, 3.0)  # seconds
HOLDS = (0.1, 2.0)  # seconds
BOXES = 8  # each is worked through in order, so that more of them are done at once
FIRST_SENT = datetime(2026, 11, 16, 9, 0, tzinfo=SHANGHAI)


class Line(Loopback):
    """A context manager: a proxy before a server; `cut` breaks whatever passes through it now."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._target = port
        self._open: set[socket.socket] = set()
        self.taken = 0
        self.cuts = 0

    def cut(self) -> None:
        """Break all connections."""
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
                self.cuts += 1

    def wait(self, taken: int, seconds: float) -> None:
        """Until so many connections were taken, or the time is over."""
        until = time.monotonic() + seconds
        while self.taken < taken and time.monotonic() < until:
            time.sleep(0.05)

    def _end(self) -> None:
        self.cut()

    def _serve(self, connection: socket.socket) -> None:
        self.taken += 1
        server = socket.create_connection(("127.0.0.1", self._target))
        for source, sink in ((connection, server), (server, connection)):
            self._open.add(source)
            threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                sink.sendall(said)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.discard(source)
        source.close()


class Grip:
    """Holds the write lock of an SQLite file for a while, so that nobody can commit."""

    def __init__(self, database: Path, rng: random.Random) -> None:
        self._database, self._rng = database, rng
        self.cuts = 0

    def cut(self) -> None:
        """Hold on; nothing happens before there is a database."""
        if not self._database.exists():
            return
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(self._database, timeout=5)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            time.sleep(self._rng.uniform(*HOLDS))
            holder.rollback()
            self.cuts += 1


class Saboteur(threading.Thread):
    """Cuts one of the lines now and then, until it is told to stop."""

    def __init__(self, lines: "tuple[Line | Grip, ...]", rng: random.Random, slower: float) -> None:
        super().__init__(daemon=True)
        self._lines, self._rng, self._slower = lines, rng, slower
        self._halt = threading.Event()

    def run(self) -> None:
        """Until stopped."""
        while not self._halt.wait(self._rng.uniform(*BETWEEN_CUTS) * self._slower):
            self._rng.choice(self._lines).cut()

    def stop(self) -> None:
        """No more cuts."""
        self._halt.set()
        self.join()


@dataclass(frozen=True, slots=True)
class Cuts:
    """How often something was cut off."""

    imap: int
    smtp: int
    database: int


def small_letter(number: int) -> tuple[str, bytes]:
    """A mail of its own case with a note attached: little to read, and an answer that leaves without a person."""
    box = f"box{number % BOXES}"
    firm = company(1000 + number, "江苏")
    note = Letter(
        sender=f"customer{number}@customer.example",
        sender_name="张经理",
        to=_address(box),
        subject=f"{firm.name}+soak-{number}-yangli.cn",
        text="您好，备案资料见附件。",
        sent=FIRST_SENT + timedelta(seconds=number),
        attachments=(Attachment("说明.txt", "营业执照正在办理，随后发送。".encode()),),
    )
    return box, compose(note, QQ if number % 2 else FOXMAIL)


def _address(box: str) -> str:
    return f"{box}@filing.example"


@dataclass(frozen=True, slots=True)
class Limits:
    """For machines that others use. `slower`: lives, and the times between cuts, are so many times as long.

    After `minutes` no more is delivered, and nothing is killed: how far it came is in what is returned.
    """

    minutes: float = 1e9
    slower: float = 1.0


def run(kills: int, mails: int, seed: int = 7, limits: Limits = Limits()) -> tuple[Ordeal, Cuts]:
    """Deliver `mails` while the service is killed `kills` times and is cut off; let it finish; check."""
    rng, started = random.Random(seed), time.monotonic()
    boxes = {f"box{n}": _address(f"box{n}") for n in range(BOXES)}
    with (
        tempfile.TemporaryDirectory(prefix="beian-soak-") as name,
        servers(boxes) as mail,
        Line(mail.imap_port) as imap,
        Line(mail.smtp_port) as smtp,
        Launcher() as launcher,
    ):
        config = write_config(Path(name), mail.host, imap.port, smtp.port, boxes)
        grip = Grip(Path(name) / "data" / "beian.db", rng)
        saboteur = Saboteur((imap, smtp, grip), rng, limits.slower)
        saboteur.start()
        number = done = 0
        for kill in range(kills):
            if time.monotonic() - started > limits.minutes * 60:
                break
            while number < mails * (kill + 1) // kills:
                box, raw = small_letter(number)
                mail.put(boxes[box], raw, datetime.now(SHANGHAI))
                number += 1
            live(launcher, config, imap if rng.random() > STILLBORN else None, rng.uniform(*LIVES) * limits.slower)
            done = kill + 1
        saboteur.stop()
        report = finish(config, number)
        sent = Counter(str(message_from_bytes(d.message)["Message-ID"]) for d in mail.delivered())
        cuts = Cuts(imap.cuts, smtp.cuts, grip.cuts)
        return Ordeal(number, done, time.monotonic() - started, report, sent), cuts


def live(launcher: Launcher, config: Path, imap: Line | None, seconds: float) -> None:
    """One life of the service, ended by kill -9 so long after its first connection to `imap`, or after its start."""
    before = imap.taken if imap else 0
    pid = launcher.begin(config)
    if imap:
        imap.wait(before + 1, LONGEST_START)
    time.sleep(seconds)
    launcher.end(pid)


def main() -> int:
    """`python -m bench.soak --kills 300 --mails 5000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=1e9, help="then let it finish, however far it came")
    parser.add_argument("--slower", type=float, default=1.0, help="lives and pauses so many times as long")
    asked = parser.parse_args()
    ordeal, cuts = run(asked.kills, asked.mails, asked.seed, Limits(asked.minutes, asked.slower))
    print(f"{ordeal}, seed {asked.seed}, {cuts}")
    for problem in ordeal.report.problems[:20]:
        print(problem.text)
    whole = (ordeal.kills, ordeal.mails) == (asked.kills, asked.mails)
    print("" if whole else f"not whole: {ordeal.kills} of {asked.kills} kills, {ordeal.mails} of {asked.mails} mails")
    return 0 if ordeal.sound and whole else 1


if __name__ == "__main__":
    sys.exit(main())
