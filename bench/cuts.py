"""Cut the connection around the final dot, again and again: no reply is doubled, every unknown is resolved or shown.

Each reply passes a proxy that breaks the line at random: before the server hears the final dot, after it has kept the
mail and before its answer is heard, or not at all. The folder of sent mails misses some, as real ones do.
"""

import argparse
import random
import socket
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from filing.decision import Decision
from filing.mail import RawMail
from filing.terms import Outcome, ReplyStatus
from intake.reconcile import NOT_FOUND, Reconciler
from intake.send import send_reply
from replies.transport import SmtpSettings, SmtpTransport
from service.clock import SHANGHAI
from service.embedded import EmbeddedMail
from store.blobs import Blobs
from store.caps import Caps
from store.database import migrate, open_engine
from store.fsck import fsck
from store.ledger import StoreLedger
from store.master_keys import MasterKeys
from store.outbox import Outbox, Outgoing
from tests.fakes.loopback import Loopback

OWN, PASSWORD = "jsba@filing.example", "bench-only"
BEFORE, AFTER, NOT = "before the dot", "after the dot", "not cut"
DOT = b"\r\n.\r\n"
NO_CAPS = Caps(*[10**6], *[((10**6, 60),)] * 4)


@dataclass
class Tally:
    """What the run showed. `resolved`: unknown replies that were found; `shown`: those that wait for a person."""

    cuts: int = 0
    delivered: Counter[str] = field(default_factory=Counter)
    statuses: Counter[ReplyStatus] = field(default_factory=Counter)
    resolved: int = 0
    shown: int = 0
    open_: int = 0
    problems: int = 0

    @property
    def doubled(self) -> int:
        """Replies that the customers' server has more than once."""
        return sum(n - 1 for n in self.delivered.values())

    @property
    def sound(self) -> bool:
        """0 doubled, no unknown reply that nobody sees."""
        return self.doubled == 0 and self.open_ == 0 and self.problems == 0

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts: delivered {len(self.delivered)}, doubled {self.doubled}, unknown and found "
            f"{self.resolved}, unknown and shown {self.shown}, left open {self.open_}, fsck problems {self.problems}"
        )


class Shears(Loopback):
    """A context manager: a proxy before a server, which breaks each connection as `cut` says."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.cut = NOT
        self._target = port

    def _serve(self, connection: socket.socket) -> None:
        """One connection at a time: replies are sent one after the other."""
        with connection as client, socket.create_connection(("127.0.0.1", self._target)) as server:
            dotted = threading.Event()
            down = threading.Thread(target=self._down, args=(server, client, dotted), daemon=True)
            down.start()
            self._up(client, server, dotted)
            down.join()

    def _up(self, client: socket.socket, server: socket.socket, dotted: threading.Event) -> None:
        """What the sender says. The transport writes the final dot by itself, in a packet of its own."""
        with suppress(OSError):
            while said := client.recv(65536):
                if said.endswith(b".\r\n") and (said == b".\r\n" or said.endswith(DOT)):
                    if self.cut == BEFORE:
                        _break(client, server)
                        return
                    dotted.set()
                server.sendall(said)
        _break(server)

    def _down(self, server: socket.socket, client: socket.socket, dotted: threading.Event) -> None:
        """What the server says; the answer to the final dot may get lost."""
        with suppress(OSError):
            while said := server.recv(65536):
                if dotted.is_set() and self.cut == AFTER:
                    break
                client.sendall(said)
        _break(client, server)


def _break(*lines: socket.socket) -> None:
    for line in lines:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


@dataclass
class Desk:
    """A store and a clock that the run may turn."""

    folder: Path
    moment: datetime = field(default_factory=lambda: datetime.now(SHANGHAI))

    def __post_init__(self) -> None:
        self.engine = open_engine(f"sqlite:///{self.folder / 'beian.db'}")
        migrate(self.engine)
        self.blobs = Blobs(self.folder / "blobs", MasterKeys(self.folder / "master.key"))
        self.ledger = StoreLedger(self.engine, self.blobs, self, _nothing, NO_CAPS)
        self.outbox = Outbox(self.engine, self.blobs, self, _nothing)

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def reply(self, number: int) -> str:
        """A mail that was settled with a reply; the reply's id."""
        mail = RawMail(f"mail {number}".encode(), "jiangsu", self.now(), "INBOX", 1, number)
        self.ledger.receive(mail)
        self.ledger.start(mail.sha256)
        own_id = f"<answer.{mail.sha256[:40]}@filing.example>"
        to = f"customer{number}@customer.example"
        mime = f"From: <{OWN}>\r\nTo: <{to}>\r\nMessage-ID: {own_id}\r\n\r\nbody\r\n".encode()
        outgoing = Outgoing("incomplete", OWN, to, own_id, mime, auto=True)
        return self.ledger.settle(mail.sha256, None, None, Decision(Outcome.INCOMPLETE), outgoing) or ""


def _nothing(*_: object) -> None:
    """The run sends by itself."""


@dataclass
class SentMails:
    """The folder of sent mails: what the server has kept, but for some."""

    delivered: Callable[[], Counter[str]]
    miss: Callable[[str], bool]

    def message_ids(self) -> frozenset[str]:
        """Message-IDs."""
        return frozenset(i for i in self.delivered() if not self.miss(i))

    def close(self) -> None:
        """Nothing to close."""


def run(cuts: int, seed: int = 7) -> Tally:
    """Send replies until `cuts` connections were cut."""
    rng, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory(prefix="beian-cuts-") as name, EmbeddedMail({OWN: PASSWORD}, {}, _now) as mail:
        desk = Desk(Path(name))
        with Shears(mail.smtp_port) as shears:
            transport = SmtpTransport(SmtpSettings("127.0.0.1", shears.port, OWN, PASSWORD, "none"))
            number = 0
            while tally.cuts < cuts:
                number += 1
                shears.cut = rng.choice((BEFORE, AFTER, AFTER, NOT))
                tally.cuts += shears.cut != NOT
                _send(desk, transport, desk.reply(number))
        sent = SentMails(lambda: _ids(mail), lambda i: int(i[8:12], 16) % 5 == 0)
        _reconcile(desk, sent, tally)
        tally.delivered = _ids(mail)
        desk.engine.dispose()
    return tally


def _send(desk: Desk, transport: SmtpTransport, reply: str) -> None:
    """As the queue does, twice more than needed: what is unknown must not be sent again."""
    for _ in range(3):
        send_reply(desk.outbox, transport, reply)


def _reconcile(desk: Desk, sent: SentMails, tally: Tally) -> None:
    look = Reconciler(desk.outbox, OWN, lambda: sent, desk.now, timedelta(minutes=30))
    tally.resolved = look()
    desk.moment += timedelta(minutes=31)
    look()
    unknown = desk.outbox.unknown()
    tally.shown = sum(row.error == NOT_FOUND for row in unknown)
    tally.open_ = len(unknown) - tally.shown
    tally.problems = len(fsck(desk.engine, desk.blobs, desk.now()).problems)


def _ids(mail: EmbeddedMail) -> Counter[str]:
    return Counter(str(message_from_bytes(d.message)["Message-ID"]) for d in mail.delivered())


def _now() -> datetime:
    return datetime.now(SHANGHAI)


def main() -> int:
    """`python -m bench.cuts --cuts 1000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    tally = run(asked.cuts, asked.seed)
    print(tally)
    return 0 if tally.sound else 1


if __name__ == "__main__":
    sys.exit(main())
