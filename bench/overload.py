"""Ten times the capacity: nothing is lost, the oldest due come first, memory is bounded, the report says what is late.

Reading is stood in for by a pause of fixed length, so that the capacity is known and the machine idle. The desk's clock
is set to the afternoon of a working day. Every fifteenth mail comes late: it was received an hour before the others.
"""

import argparse
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Engine, true

from bench.crash import Ordeal, finish, letter, sent_ids, servers, write_config
from filing.event import Event, EventKind
from filing.mail import Part
from filing.paper import Paper
from filing.sla import Period
from policy.worktime import load_worktime
from reports.report import Detail
from reports.tables import WAITING, Words, tables
from samples.demo.sample import MAILBOXES
from service.clock import SHANGHAI, SystemClock
from service.embedded import EmbeddedMail
from service.hands import Hands
from service.queues import OCR
from service.reporting import sla_desk
from service.settings import load_settings
from service.worker import run_service
from store import events
from store.database import open_engine, reading
from store.sla_store import SlaStore

TIMES = 10  # the capacity
LATECOMER = 15  # every so manieth mail
EARLIER = timedelta(hours=1)
SLACK = timedelta(seconds=5)  # a queue is looked at every 0.7 s; a claim and its start are two commits
TOGETHER = timedelta(seconds=2)  # two that one look at the queue has taken begin in threads of their own
GROWTH = 64.0  # MB that the service may grow by, however many mails wait
LATEST = datetime.max.replace(tzinfo=SHANGHAI)
CLOSE_ENOUGH = 0.15  # of the forecast, beside what the capacity allows


class Shifted(SystemClock):
    """The clock of a desk that closes as long after the run as the run takes."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


class SlowHands(Hands):
    """Reading takes so many seconds, whatever the paper."""

    seconds = 0.0

    def read(self, part: Part) -> tuple[Paper, ...]:
        begun = time.monotonic()
        papers = super().read(part)
        time.sleep(max(0.0, self.seconds - (time.monotonic() - begun)))
        return papers


@dataclass
class Trial:
    """What the run showed. `passed_over`: starts of a mail while one that was due before it waited; seconds it had."""

    sent: int
    stored: int
    started: int
    seconds: float
    capacity: float
    passed_over: tuple[float, ...]
    detail: Detail
    named: int
    memory: list[float] = field(default_factory=list)
    ordeal: Ordeal | None = None

    @property
    def growth(self) -> float:
        """MB, from the first tenth of the run to its worst moment."""
        return max(self.memory) - statistics.median(self.memory[: max(1, len(self.memory) // 10)])

    @property
    def expected(self) -> int:
        """How many of the mails that wait cannot be answered by the close, at the capacity that is known."""
        told = self.detail.report.forecast
        assert told is not None
        left = load_worktime().seconds(self.detail.report.now, told.close)
        return max(0, told.open - int(self.capacity * left))

    @property
    def sound(self) -> bool:
        """Every bar."""
        told, last = self.detail.report.forecast, self.ordeal
        close = told is not None and abs(told.short - self.expected) <= CLOSE_ENOUGH * max(1, told.open)
        whole = self.stored == self.sent and (last is None or last.sound)
        named = told is not None and self.named == told.short
        return whole and close and named and not self.passed_over and self.growth <= GROWTH

    def __str__(self) -> str:
        told, rate = self.detail.report.forecast, self.started / self.seconds
        lines = [
            f"{self.seconds / 60:.0f} minutes, {self.sent} mails, {self.sent / self.seconds / self.capacity:.1f} × the "
            f"capacity of {60 * self.capacity:.1f} a minute; {self.stored} stored, {self.started} begun "
            f"({60 * rate:.1f} a minute, {rate / self.capacity:.2f} of the capacity)",
            f"begun while one that was due earlier waited: {len(self.passed_over)} (bar 0)"
            + "".join(f", after {seconds:.1f} s" for seconds in self.passed_over),
            f"memory: {self.memory[0]:.0f} MB at first, {max(self.memory):.0f} MB at most, grown {self.growth:.0f} MB "
            f"(bar {GROWTH:.0f})",
            f"the report: {told.sentence if told else 'no forecast'} By the capacity: {self.expected} late. "
            f"Marked 预计超时: {self.named}",
        ]
        return "\n".join(lines)


def run(minutes: float, reading_seconds: float, *, emptied: bool = True) -> Trial:
    """Send TIMES as much as four readers of `reading_seconds` can do; look; then let it all be done, at full speed."""
    ahead = _close() - timedelta(minutes=2 * minutes, seconds=30) - datetime.now(SHANGHAI)
    with tempfile.TemporaryDirectory(prefix="beian-overload-") as name, servers() as mail, _clock(ahead):
        config = write_config(Path(name), mail.host, mail.imap_port, mail.smtp_port)
        pid = _serve(config, reading_seconds)
        try:
            capacity = OCR.workers / reading_seconds
            sent, memory, seconds = _flood(mail, capacity, minutes * 60, pid)
            trial = _look(config, sent, seconds, capacity, memory)
        finally:
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
        print(trial, flush=True)
        if emptied:
            report = finish(config, sent)
            trial.ordeal = Ordeal(sent, 0, seconds, report, sent_ids(mail))
    return trial


def _close() -> datetime:
    """17:30 of the last working day."""
    calendar, day = load_worktime(), datetime.now(SHANGHAI).date()
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return calendar.close(day)


@contextmanager
def _clock(ahead: timedelta) -> Iterator[None]:
    """Whatever is begun in here lives by the shifted clock."""
    Shifted.ahead = ahead
    with patch("service.service.SystemClock", Shifted):
        yield


def _serve(config: Path, reading_seconds: float) -> int:
    """A service of its own process, whose memory is its own; its number."""
    pid = os.fork()
    if pid == 0:
        SlowHands.seconds = reading_seconds
        with patch("service.service.Hands", SlowHands):
            os._exit(run_service(config, ("imap", "ocr", "case", "smtp")))
    return pid


def _flood(mail: EmbeddedMail, capacity: float, seconds: float, pid: int) -> tuple[int, list[float], float]:
    """Mails sent, memory now and then, and how long it took."""
    sent, memory, begun = 0, [_memory(pid)], time.monotonic()
    while (passed := time.monotonic() - begun) < seconds:
        while sent < passed * capacity * TIMES:
            earlier = EARLIER if sent % LATECOMER == LATECOMER - 1 else timedelta()
            key, raw = letter(sent)
            mail.put(MAILBOXES[key], raw, Shifted().now() - earlier)
            sent += 1
        memory.append(_memory(pid))
        time.sleep(1.0)
    return sent, memory, passed


def _memory(pid: int) -> float:
    """Resident MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _look(config: Path, sent: int, seconds: float, capacity: float, memory: list[float]) -> Trial:
    """What ledger and report say at the end of the flood."""
    settings = load_settings(config)
    engine = open_engine(settings.database_url)
    told = _told(engine)
    deadline = time.monotonic() + 60
    while sum(e.kind is EventKind.MAIL_RECEIVED for e in told) < sent and time.monotonic() < deadline:
        time.sleep(1.0)
        told = _told(engine)
    desk = sla_desk(settings, SlaStore(engine), Shifted(), dict)
    desk.catch_up()
    day = Shifted().now().date()
    detail = desk.detail(Period(day, day))
    waiting = next(table for table in tables(detail.report, Words({}, {})) if table.key == "waiting")
    named = sum(row[WAITING.index("预计")] == "预计超时" for row in waiting.rows)
    received = [e for e in told if e.kind is EventKind.MAIL_RECEIVED]
    started = {e.mail_id: e.at for e in reversed(told) if e.kind is EventKind.MAIL_STARTED and e.mail_id}
    engine.dispose()
    over = passed_over(received, started)
    return Trial(sent, len(received), len(started), seconds, capacity, over, detail, named, memory)


def _told(engine: Engine) -> Sequence[Event]:
    with reading(engine) as connection:
        return tuple(events.read(connection, true()))


def passed_over(received: Sequence[Event], started: dict[str, datetime]) -> tuple[float, ...]:
    """Each time that a mail was begun while another one of its mailbox, due a minute or more before it, long waited.

    How many seconds that one had waited by then. Two that are begun in the same moment pass over nobody.
    """
    moments: list[tuple[datetime, bool, str, int, str]] = []
    stored = {str(event.mail_id): event.at for event in received}
    for event in received:
        mail_id, box, at = str(event.mail_id), str(event.data["mailbox"]), str(event.data["received_at"])
        minute = int(datetime.fromisoformat(at).timestamp()) // 60
        moments.append((event.at + SLACK, False, box, minute, mail_id))
        if mail_id in started:
            moments.append((started[mail_id], True, box, minute, mail_id))
    waiting: dict[str, dict[str, int]] = {}
    over = list[float]()
    for moment, start, box, minute, mail_id in sorted(moments):
        queue = waiting.setdefault(box, {})
        if not start and started.get(mail_id, LATEST) > moment:
            queue[mail_id] = minute
        if not start:
            continue
        queue.pop(mail_id, None)
        earlier = (key for key, due in queue.items() if due < minute)
        passed = [stored[key] for key in earlier if started.get(key, LATEST) - moment > TOGETHER]
        over += [(moment - min(passed)).total_seconds()] if passed else []
    return tuple(over)


def main() -> int:
    """`python -m bench.overload --minutes 60 --seconds 60`; exit status 0 if every bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seconds", type=float, default=60.0, help="what the reading of a mail takes")
    asked = parser.parse_args()
    trial = run(asked.minutes, asked.seconds)
    print(f"then the queue was emptied: {trial.ordeal}")
    for problem in trial.ordeal.report.problems[:20] if trial.ordeal else ():
        print(problem.text)
    return 0 if trial.sound else 1


if __name__ == "__main__":
    sys.exit(main())
