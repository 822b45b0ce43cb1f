"""The long ordeal: thousands of mails, the service killed, its lines to both mail servers cut at random moments."""

import argparse
import random
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from pathlib import Path

from bench.crash import LIVES, Launcher, Ordeal, deliver, finish, letter, servers, write_config

BETWEEN_CUTS = (0.2, 3.0)  # seconds


class Line:
    """A context manager: a proxy before a server; `cut` breaks whatever passes through it now."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts = 0

    def __enter__(self) -> "Line":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """Break all connections."""
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
                self.cuts += 1

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                server = socket.create_connection(("127.0.0.1", self._target))
                for source, sink in ((client, server), (server, client)):
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


class Saboteur(threading.Thread):
    """Cuts one of the lines now and then, until it is told to stop."""

    def __init__(self, lines: tuple[Line, ...], rng: random.Random) -> None:
        super().__init__(daemon=True)
        self._lines, self._rng = lines, rng
        self._halt = threading.Event()

    def run(self) -> None:
        """Until stopped."""
        while not self._halt.wait(self._rng.uniform(*BETWEEN_CUTS)):
            self._rng.choice(self._lines).cut()

    def stop(self) -> None:
        """No more cuts."""
        self._halt.set()
        self.join()


def run(kills: int, mails: int, seed: int = 7) -> tuple[Ordeal, int]:
    """Deliver `mails` while the service is killed `kills` times and its lines are cut; let it finish; check.

    What it showed, and how many connections were cut.
    """
    rng, started = random.Random(seed), time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="beian-soak-") as name,
        servers() as mail,
        Line(mail.imap_port) as imap,
        Line(mail.smtp_port) as smtp,
        Launcher() as launcher,
    ):
        config = write_config(Path(name), mail.host, imap.port, smtp.port)
        saboteur = Saboteur((imap, smtp), rng)
        saboteur.start()
        number = 0
        for kill in range(kills):
            while number < mails * (kill + 1) // kills:
                deliver(mail, letter(number))
                number += 1
            launcher.live(config, rng.uniform(*LIVES))
        saboteur.stop()
        report = finish(config)
        sent = Counter(str(message_from_bytes(d.message)["Message-ID"]) for d in mail.delivered())
        return Ordeal(mails, kills, time.monotonic() - started, report, sent), imap.cuts + smtp.cuts


def main() -> int:
    """`python -m bench.soak --kills 300 --mails 5000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    ordeal, cuts = run(asked.kills, asked.mails, asked.seed)
    print(f"{ordeal}, connections cut {cuts}")
    for problem in ordeal.report.problems[:20]:
        print(problem.text)
    return 0 if ordeal.sound else 1


if __name__ == "__main__":
    sys.exit(main())
