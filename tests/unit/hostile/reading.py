"""What the hostile tests share: an attachment read without an engine, a mail parsed, a stop watch."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filing.mail import Mail, Part, RawMail
from filing.paper import Box, Paper
from filing.ports import Line, Picture, Reading
from filing.terms import Problem
from parsers.attachment import read_attachment
from parsers.mail import parse_mail

ROOT = Path(__file__).parents[3]
RECEIVED = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)


class Blind:
    """A reader that sees the lines that it is given, on every picture, and counts the pictures."""

    name = "blind"

    def __init__(self, lines: tuple[Line, ...] = ()) -> None:
        self.lines = lines
        self.seen: list[tuple[int, int]] = []

    def read(self, picture: Picture) -> Reading:
        self.seen.append((picture.width, picture.height))
        return Reading(self.lines, picture.width, picture.height, 0, self.name, 0.0)

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        return tuple(next(line for line in self.lines if line.box == box) for box in boxes)


def opened(name: str, content: bytes, reader: Blind | None = None) -> tuple[Paper, ...]:
    """The papers of an attachment."""
    return read_attachment(Part(name, content), reader or Blind())


def refused(name: str, content: bytes) -> Paper:
    """The one unreadable paper that an attachment becomes, which says in Chinese what to do."""
    (paper,) = opened(name, content)
    assert paper.problem, paper
    assert any("一" <= c <= "鿿" for c in paper.about)
    return paper


def problems(name: str, content: bytes) -> list[Problem | None]:
    return [paper.problem for paper in opened(name, content)]


def parsed(raw: bytes) -> Mail:
    return parse_mail(RawMail(raw, "jiangsu", RECEIVED), frozenset({"jsba@example.net"}))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The block must not use more processor time than this: other work on the machine does not count."""
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


_PROBE = """
import json, resource, sys
from pathlib import Path
from tests.unit.hostile.reading import opened
from tests.fakes.hostile_files import png
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
opened("a.png", png(300, 300))
before = peak()
papers = opened(sys.argv[1], Path(sys.argv[2]).read_bytes())
print(json.dumps([peak() - before, str(papers[0].problem), papers[0].about]))
"""


def memory(name: str, content: bytes, folder: Path) -> tuple[int, str, str]:
    """Megabytes that reading a file adds to a process that has read a picture before; the problem; what is told."""
    file = folder / "file"
    file.write_bytes(content)
    command = [sys.executable, "-c", _PROBE, name, str(file)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120, cwd=ROOT)
    megabytes, problem, about = json.loads(done.stdout)
    return int(megabytes), str(problem), str(about)
