"""(a) What a mail with ten attachments costs the whole service, and how much of it is not OCR."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bench.beside import beside, cpu_seconds, finished, until
from bench.crash import servers, write_config
from bench.letters import ten_attachments
from filing.case import Case
from filing.mail import RawMail
from filing.ports import Line, Picture, Reader, Reading
from intake.pipeline import take
from parsers.attachment import read_attachment
from parsers.mail import parse_mail
from parsers.ocr import make_reader
from samples.demo.sample import MAILBOXES
from service.clock import SHANGHAI

T = TypeVar("T")
MAILS = 6
BAR = 0.15  # of the CPU that is not OCR


class Counted:
    """A reader that counts the CPU seconds spent in the engine alone: the floor."""

    def __init__(self, inner: Reader) -> None:
        self.name = inner.name
        self.seconds = 0.0
        self._inner = inner

    def read(self, picture: Picture) -> Reading:
        """All lines."""
        return self._timed(lambda: self._inner.read(picture))

    def reread(self, picture: Picture, boxes: tuple[tuple[int, int, int, int], ...], turned: int) -> tuple[Line, ...]:
        """Key lines."""
        return self._timed(lambda: self._inner.reread(picture, boxes, turned))

    def _timed(self, work: Callable[[], T]) -> T:
        before = time.process_time()
        try:
            return work()
        finally:
            self.seconds += time.process_time() - before


def run() -> bool:
    """Print the figures; whether the bar holds."""
    letters = [ten_attachments(number)[0] for number in range(MAILS + 1)]
    total, wall = service(letters)
    ocr = engine(letters[1:])
    share = max(0.0, 1 - ocr / total)
    print(f"(a) {MAILS} mails of ten attachments through the service: {60 * MAILS / wall:.1f} a minute with one reader")
    print(f"    CPU a mail {total / MAILS:.2f} s, of which OCR {ocr / MAILS:.2f} s")
    print(f"    not OCR: {share:.1%} (bar {BAR:.0%}, ratio {share / BAR:.2f})", flush=True)
    return share <= BAR


def service(letters: list[bytes]) -> tuple[float, float]:
    """CPU and wall seconds of all but the first, which warms up; fetch, store, judge and send included."""
    with tempfile.TemporaryDirectory(prefix="beian-bench-") as name, servers() as mail:
        config = write_config(Path(name), mail.host, mail.imap_port, mail.smtp_port)
        with beside(config) as pid:
            mail.put(MAILBOXES["jiangsu"], letters[0], datetime.now(SHANGHAI))
            until((Path(name) / "data" / "high-water").exists)  # written after the tables are made
            done = finished(config)
            until(lambda: done() == 1)
            cpu, wall = cpu_seconds(pid), time.monotonic()
            for raw in letters[1:]:
                mail.put(MAILBOXES["jiangsu"], raw, datetime.now(SHANGHAI))
            until(lambda: done() == len(letters))
            time.sleep(2)  # the last reply
            return cpu_seconds(pid) - cpu, time.monotonic() - wall - 2


def engine(letters: list[bytes]) -> float:
    """CPU seconds of the OCR engine for the same mails."""
    reader, now = Counted(make_reader()), datetime.now(SHANGHAI)
    reader.read(Picture(64, 64, bytes([255]) * 64 * 64 * 3))  # load the models before anything is measured
    reader.seconds = 0.0
    for raw in letters:
        mail = replace(parse_mail(RawMail(raw, "jiangsu", now)), received_at=now)
        take(Case("江苏"), mail, lambda part: read_attachment(part, reader))
    return reader.seconds
