"""The demo's desk as the browser tests find it: its mails, read before, and every reply waiting for a person.

The readings are kept in readings.json, by the hash of each attachment: what the OCR engine makes of the demo's papers.
A paper that is not in it is read when it comes. `python -m tests.e2e.running` writes the file anew.
"""

import json
import smtplib
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from rich.console import Console

from filing.paper import Paper
from filing.people import EVERYTHING
from filing.terms import MailStatus
from replies.editing import letter_headers, letter_text
from samples.demo import demo_samples
from samples.demo.sample import MAILBOXES
from service.demo import Demo, deliver, start
from store import codec
from store.readings import Readings

FILE = Path(__file__).with_name("readings.json")
ALL_ARE_DRAFTS = {"breaker": [[1, 600]]}  # the first reply leaves by itself, then the breaker is open
PATIENCE = 30.0  # seconds


@dataclass(frozen=True)
class Running:
    """A desk with the demo's mails in it. `data`: where it keeps them."""

    demo: Demo
    data: Path

    @property
    def address(self) -> str:
        """Of its pages, without the last slash."""
        return self.demo.service.address.rstrip("/")

    def send(self, subject: str, text: str = "您好，请问备案需要多久？") -> None:
        """A new mail of a customer, as it would come from outside."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "wang@customer.example", MAILBOXES["jiangsu"], subject
        mail["Message-ID"] = f"<{time.time_ns()}@customer.example>"
        mail.set_content(text)
        with smtplib.SMTP(self.demo.mail.host, self.demo.mail.smtp_port, timeout=30) as connection:
            connection.send_message(mail)

    def texts(self, words: str) -> list[str]:
        """The text of each reply that has left and holds these words in its subject."""
        return [
            letter_text(d.message) for d in self.demo.mail.delivered() if words in letter_headers(d.message)["Subject"]
        ]

    def pages(self) -> dict[str, str]:
        """Name → path of a page of each kind."""
        queries, line = self.demo.service.queries, EVERYTHING
        cases, _ = queries.list_cases(line, None, 50, 0)
        mails, _ = queries.list_loose_mails(line, tuple(MailStatus), 50, 0)
        worst = max(cases, key=lambda case: len(case.missing))
        short = next(case for case in cases if case.domains and case.domains[0].startswith("jiayi-cloud"))
        return {
            "queue": "/?view=all",
            "queue-person": "/?view=person",
            "queue-empty": "/?view=quarantine",
            "queue-no-hit": "/?view=all&q=nothing",
            "case": f"/cases/{short.id}?view=all",
            "case-missing": f"/cases/{worst.id}?view=customer",
            "case-sort": f"/cases/{short.id}/sort?other={cases[0].reference}",
            "mails": "/mails",
            "mail": f"/mails/{mails[0].id}",
            "learning": "/learning",
            "away": "/away",
            "report": "/report",
            "worksheets": "/worksheets",
            "health": "/health",
            "not-found": "/nowhere",
        }

    @property
    def drafts(self) -> int:
        """Letters that wait for a person."""
        return self.demo.service.pulse.health().replies_draft

    def at_rest(self) -> None:
        """Wait until nothing is read, judged or sent any more: what is counted then stays."""
        deadline = time.monotonic() + PATIENCE
        with ThreadPoolExecutor(1) as thread:  # the engine is not to be asked where the browser's loop runs
            while not thread.submit(self.demo.service.idle).result():
                assert time.monotonic() < deadline
                time.sleep(0.2)

    def delivered(self, words: str) -> bool:
        """Whether a reply that holds these words in its subject has left, soon."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.texts(words):
                return True
            time.sleep(0.2)
        return False


@contextmanager
def running_desk(port: int = 0) -> Iterator[Running]:
    """The desk, gone at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beian-e2e-", ignore_cleanup_errors=True)))
        demo = start(stack, folder, port or free_port(), replies=ALL_ARE_DRAFTS)
        if FILE.exists():
            _recall(demo)
        deliver(Console(file=stack.enter_context(Path("/dev/null").open("w"))), demo, demo_samples())
        yield Running(demo, folder / "data")


def _recall(demo: Demo) -> None:
    service = demo.service
    readings = Readings(service.database, service.blobs)
    for key, papers in json.loads(FILE.read_text(encoding="utf-8")).items():
        stored = json.dumps({"version": codec.VERSION, "value": papers}).encode()
        readings.keep(key, service.hands.engine, codec.load(tuple[Paper, ...], stored))


def record() -> None:
    """Read the demo's papers and keep what was read."""
    FILE.unlink(missing_ok=True)
    with running_desk() as desk:
        service = desk.demo.service
        readings, found = Readings(service.database, service.blobs), {}
        for key in readings.keys(service.hands.engine):
            found[key] = json.loads(codec.dump(readings.get(key, service.hands.engine)))["value"]
    lines = (f"{json.dumps(key)}:{_compact(found[key])}" for key in sorted(found))
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def free_port() -> int:
    """Of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(record())
