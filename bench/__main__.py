"""`make bench`: what a mail costs, and how much of it is not OCR. Ratios against the floor of the same run."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from filing.case import Case
from filing.mail import RawMail
from filing.ports import Line, Picture, Reader, Reading
from intake.pipeline import judge, take
from parsers.attachment import read_attachment
from parsers.mail import parse_mail
from parsers.ocr import make_reader
from parsers.subject import parse_subject
from policy.load import load_policy
from policy.resolve import Policy
from samples.demo import Sample, demo_samples
from samples.demo.sample import IP_RANGES
from service.clock import SHANGHAI
from service.letterhead import letterhead

T = TypeVar("T")
ROUNDS = 3


class Counted:
    """A reader that counts the CPU seconds spent in the engine alone: the floor."""

    def __init__(self, inner: Reader) -> None:
        self.name = inner.name
        self.seconds = 0.0
        self.pages = 0
        self._inner = inner

    def read(self, picture: Picture) -> Reading:
        self.pages += 1
        return self._timed(lambda: self._inner.read(picture))

    def reread(self, picture: Picture, boxes: tuple[tuple[int, int, int, int], ...], turned: int) -> tuple[Line, ...]:
        return self._timed(lambda: self._inner.reread(picture, boxes, turned))

    def _timed(self, work: Callable[[], T]) -> T:
        before = time.process_time()
        try:
            return work()
        finally:
            self.seconds += time.process_time() - before


def main() -> int:
    """Judge the demo's whole mails in this process, one thread; print medians."""
    samples = [s for s in demo_samples() if s.files]
    policy = load_policy(ip_ranges={key: (cidr,) for key, cidr in IP_RANGES.items()})
    reader = Counted(make_reader())
    reader.read(Picture(64, 64, bytes([255]) * 64 * 64 * 3))  # load the models before anything is measured
    now = datetime.now(SHANGHAI)
    _report([_judge(s, policy, reader, now) for s in samples[:8]], reader)
    _subjects()
    return 0


@dataclass(frozen=True)
class Cost:
    """Seconds of one mail: CPU in all, in the OCR engine, in rules and reply; wall; and how many papers it had."""

    cpu: float
    engine: float
    judging: float
    wall: float
    papers: int


def _judge(sample: Sample, policy: Policy, reader: Counted, now: datetime) -> Cost:
    cpu, engine, wall = time.process_time(), reader.seconds, time.perf_counter()
    mail = replace(parse_mail(RawMail(sample.raw, sample.mailbox, now)), received_at=now)
    case = take(Case(policy.book.access_keys[sample.mailbox]), mail, lambda part: read_attachment(part, reader))
    read = time.process_time()
    judge(case, policy, letterhead("jsba@filing.example", "备案专员", case, now))
    end = time.process_time()
    return Cost(end - cpu, reader.seconds - engine, end - read, time.perf_counter() - wall, len(case.papers))


def _report(rows: list[Cost], reader: Counted) -> None:
    total, ocr = sum(r.cpu for r in rows), sum(r.engine for r in rows)
    cpu, wall = statistics.median(r.cpu for r in rows), statistics.median(r.wall for r in rows)
    papers, pages = sum(r.papers for r in rows), reader.pages - 1
    print(f"{len(rows)} mails, {papers} papers, {pages} pages through OCR, one process, one thread")
    print(
        f"CPU a mail: median {cpu:.2f} s; wall {wall:.2f} s; {60 * len(rows) / sum(r.wall for r in rows):.1f} a minute"
    )
    print(f"OCR engine alone (the floor of this run): {ocr:.1f} of {total:.1f} s; all else {(total - ocr) / total:.0%}")
    print(f"whole pipeline / raw OCR: {total / ocr:.2f} ×")
    print(f"rules, decision and reply: median {1000 * statistics.median(r.judging for r in rows):.0f} ms a mail")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _subjects() -> None:
    lines = [f"回复：苏州某某{n}科技有限公司＋www.example{n}.com 备案资料" for n in range(2000)]
    rates = []
    for _ in range(ROUNDS):
        before = time.process_time()
        for line in lines:
            parse_subject(line)
        rates.append(len(lines) / (time.process_time() - before))
    print(f"subjects: median {statistics.median(rates):.0f} a CPU second")


if __name__ == "__main__":
    sys.exit(main())
