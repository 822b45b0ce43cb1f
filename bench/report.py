"""A year of 100,000 mails: how long they take to count, and a page of the report to answer (`make bench-report`)."""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from desk.sla import SlaDesk
from filing.mail import SHANGHAI
from filing.people import Person, Role
from filing.sla import Period
from policy.worktime import load_worktime
from reports.sla import Counting
from store.database import migrate, open_engine
from store.sla_store import SlaStore
from tests.fakes.browser import get
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import Postgres
from tests.fakes.report_desk import report_app
from tests.fakes.traffic import MAILBOXES, Generator, store

BOSS = Person("p-x", "boss", "主管", Role.SUPERVISOR)
ADDRESS = "/report?from=2026-01-01&to=2026-12-31"
ALLOWED = {"sqlite": 0.5, "postgresql": 0.3}  # seconds a page
TIMES = 7


def measure(engine: Engine, mails: int) -> bool:
    """Print the figures of one database; whether a page is fast enough."""
    name, calendar, tables = engine.dialect.name, load_worktime(), SlaStore(engine)
    clock = FakeClock(datetime(2026, 12, 31, 15, tzinfo=SHANGHAI))
    migrate(engine)
    made = Generator(1, date(2026, 1, 5), 330).fill(mails)
    made.entries = [entry for entry in made.entries if entry["at"] <= clock.now()]  # what is to come is not written yet
    store(engine, made)
    desk = SlaDesk(tables.rollup(clock, Counting(calendar, MAILBOXES).of), tables.queries(), calendar, clock)
    told(f"{name}: {len(made.truths)} mails, {len(made.entries)} events counted in", timed(desk.catch_up))
    app, period = report_app(desk, BOSS), Period(date(2026, 1, 1), date(2026, 12, 31))
    get(app, ADDRESS)
    pages = [timed(lambda: get(app, ADDRESS)) for _ in range(TIMES)]
    told(f"{name}: a page of the year, median of {TIMES}", statistics.median(pages))
    told(f"{name}: the first 100 misses", timed(lambda: get(app, ADDRESS.replace("?", "/misses?"))))
    told(f"{name}: every miss and every group", timed(lambda: desk.detail(period)))
    print(f"{name}: bar {ALLOWED[name]} s, {statistics.median(pages) / ALLOWED[name]:.2f} of it", flush=True)
    return statistics.median(pages) <= ALLOWED[name]


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def told(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.3f} s", flush=True)


def main() -> int:
    """Exit status 0 if every page is fast enough."""
    options = argparse.ArgumentParser()
    options.add_argument("--mails", type=int, default=100_000)
    options.add_argument("--postgres", action="store_true")
    asked = options.parse_args()
    if asked.postgres:
        with Postgres() as server:
            return 0 if measure(open_engine(server.database()), asked.mails) else 1
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(open_engine(f"sqlite:///{Path(folder) / 'beian.db'}"), asked.mails) else 1


if __name__ == "__main__":
    sys.exit(main())
