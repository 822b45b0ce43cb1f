"""A service in a process of its own, and what it costs with everything that it starts."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from service.settings import load_settings
from service.worker import run_service
from store.database import open_engine

TICK = os.sysconf("SC_CLK_TCK")
DONE = text("SELECT count(*) FROM mails WHERE status IN ('settled', 'held', 'failed')")
ALL_ROLES = ("imap", "ocr", "case", "smtp")


@contextmanager
def beside(config: Path, roles: Sequence[str] = ALL_ROLES) -> Iterator[int]:
    """Its process number; it is told to stop at the end."""
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os._exit(run_service(config, roles))
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def cpu_seconds(pid: int) -> float:
    """Of a process and all that it has started, whether they live or not."""
    parents = {int(stat[0]): (int(stat[3]), sum(map(int, stat[13:17]))) for stat in _stats()}
    family, last = {pid}, 0
    while len(family) != last:
        last = len(family)
        family |= {child for child, (parent, _) in parents.items() if parent in family}
    return sum(parents[member][1] for member in family if member in parents) / TICK


def _stats() -> Iterator[list[str]]:
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, rest = file.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:  # it has just ended
            continue
        yield [head.split(" ", 1)[0], "", *rest.split()]


def finished(config: Path) -> Callable[[], int]:
    """How many mails are at an end, whenever it is asked. The tables must be there: the service makes them."""
    engine = open_engine(load_settings(config).database_url)

    def count() -> int:
        with engine.connect() as connection:
            return int(connection.execute(DONE).scalar_one())

    return count


def until(condition: Callable[[], bool], seconds: float = 600.0) -> None:
    """Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)
