"""`make bench-desk`: what the desk's pages cost a server that knows 100,000 cases, held to the limits of the house.

The real application in this process, asked as a browser asks it, by a specialist of one access province and by a
supervisor. The SQLite file is made once and kept in build/bench-desk; with --postgres a private server is filled anew.
"""

import argparse
import asyncio
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, func, select
from starlette.types import ASGIApp

from bench.desk_data import fill
from desk.desk import Desk
from filing.mail import SHANGHAI
from filing.people import Person, Role
from filing.standing import View
from policy.worktime import load_worktime
from store import queue_rows
from store.accesses import AccessLog
from store.acts import Acts
from store.blobs import Blobs
from store.changes import Changes
from store.database import migrate, open_engine, reading
from store.health import Pulse
from store.letters import Letters
from store.master_keys import MasterKeys
from store.presence import Presence
from store.queries import Queries
from store.queue import QueueQueries
from store.ruling import Judged
from store.sorting import Sorting
from store.tables import cases, queue
from tests.fakes.browser import Answer, ask
from tests.fakes.postgres import Postgres
from web.app import make_app
from web.demo_door import DemoDoor
from web.store_views import StoreViews
from web.tools import Tools

NOW = datetime(2026, 11, 20, 15, tzinfo=SHANGHAI)  # a Friday
PROVINCES = {"jiangsu": "江苏", "anhui": "安徽"}
SPECIALIST = Person("person-3", "li", "李四", Role.SPECIALIST, frozenset({"江苏"}))
SUPERVISOR = Person("person-9", "zhao", "赵六", Role.SUPERVISOR)
LIMITS = {"queue": 150, "search": 300, "case": 200}  # milliseconds at the 95th percentile
FOLDER = Path("build/bench-desk")


class Now:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class Measured:
    """Server time of one kind of page, in milliseconds; `cpu`: the part that is work of ours."""

    kind: str
    name: str
    times: Sequence[float]
    cpu: float

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    def __str__(self) -> str:
        verdict = "ok" if self.p95 <= LIMITS[self.kind] else f"ABOVE {LIMITS[self.kind]}"
        times = f"p50 {statistics.median(self.times):7.1f} ms   p95 {self.p95:7.1f} ms   CPU {self.cpu:6.1f} ms"
        return f"{self.name:34} {times}   {verdict}"


def main() -> int:
    """1 if any limit is not met."""
    wanted = _arguments()
    with ExitStack() as stack:
        folder = _folder(wanted.cases, "postgres" if wanted.postgres else "sqlite")
        server = stack.enter_context(Postgres()) if wanted.postgres else None
        url = server.database() if server else f"sqlite:///{folder / 'beian.db'}"
        engine, blobs = _open(url, folder, wanted.cases)
        print(f"{wanted.cases} cases, {engine.dialect.name}, {wanted.rounds} requests of each kind", flush=True)
        measured = [m for person in (SPECIALIST, SUPERVISOR) for m in _measure(engine, blobs, person, wanted.rounds)]
        engine.dispose()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return int(any(m.p95 > LIMITS[m.kind] for m in measured))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


def _folder(count: int, name: str) -> Path:
    folder = FOLDER / f"{name}-{count}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _open(url: str, folder: Path, count: int) -> tuple[Engine, Blobs]:
    """The database, made unless it is there; its queue is always as this version makes it."""
    engine, blobs = open_engine(url), Blobs(folder / "blobs", MasterKeys(folder / "master.key"))
    migrate(engine)
    with reading(engine) as connection:
        known = connection.execute(select(func.count()).select_from(cases)).scalar_one()
    if known != count:
        assert known == 0, f"{folder} holds {known} cases of an interrupted run: please delete it"
        print("making the database (some minutes, once) …", flush=True)
        fill(engine, blobs, count, NOW)
    queue_rows.fill(engine)
    return engine, blobs


def _measure(engine: Engine, blobs: Blobs, person: Person, rounds: int) -> list[Measured]:
    queries = Queries(engine, blobs, PROVINCES)
    views = StoreViews(queries, Pulse(engine, Now()).health)
    app = make_app(views, _tools(engine, blobs), _no_picture, DemoDoor(person))
    print(f"— {person.role.value}")
    found = []
    for kind, name, addresses in _asked(engine, person, rounds):
        found.append(Measured(kind, name, *asyncio.run(_times(app, addresses))))
        print(found[-1], flush=True)
    return found


def _tools(engine: Engine, blobs: Blobs) -> Tools:
    clock = Now()
    acts, letters = Acts(engine, blobs, clock), Letters(engine, blobs, clock, _no_jobs)
    sorting = Sorting(engine, blobs, clock, acts)
    people = {SPECIALIST.id: SPECIALIST, SUPERVISOR.id: SUPERVISOR}
    desk = Desk(
        acts,
        letters,
        _NoJudge(),
        clock.now,
        people.get,
        frozenset(PROVINCES.values()),
        sorting,
        calendar=load_worktime(),
    )
    queue = QueueQueries(engine, blobs, PROVINCES, load_worktime().due)
    feed, company, looks = Changes(engine, PROVINCES), Presence(engine), AccessLog(engine, blobs)
    return Tools(desk, queue, feed, company, clock.now, mailboxes=PROVINCES, looks=looks, raw=blobs.get, again=_nothing)


def _nothing(mail_id: str, person_id: str) -> bool:
    return False


def _no_jobs(*_: object) -> None:
    raise AssertionError("reading pages queues nothing")


class _NoJudge:
    def __call__(self, *_: object) -> Judged:
        raise AssertionError("reading pages judges nothing")

    def news(self, *_: object) -> None:
        raise AssertionError("reading pages tells nobody")

    def outside(self, *_: object) -> tuple[str, ...]:
        raise AssertionError("reading pages checks nothing")

    def shell_letter(self, *_: object) -> None:
        raise AssertionError("reading pages tells nobody")


def _no_picture(mail_id: str, part: int, page: int, mark: str) -> bytes | None:
    return None


def _asked(engine: Engine, person: Person, rounds: int) -> list[tuple[str, str, list[str]]]:
    """(kind, name, addresses) of everything that is measured."""
    dice = random.Random(3)
    sample = _sample(engine, person, dice, rounds)
    pages = [("queue", f"queue {view.value}", [f"/?view={view.value}"] * rounds) for view in View]
    pages.append(("queue", "queue all, page 400", [f"/?view=all&after={quote(_deep(engine))}"] * rounds))
    pages.append(("queue", "queue all, of one kind", ["/?view=all&kind=add_access"] * rounds))
    words: list[tuple[str, Callable[[tuple[str, str, str]], str]]] = [
        ("search, whole name", lambda row: row[1]),
        ("search, four characters inside", lambda row: row[1][2:6]),
        ("search, common word", lambda row: row[1][-6:-2]),
        ("search, domain", lambda row: row[2]),
        ("search, reference", lambda row: row[0]),
        ("search, certificate number", lambda row: f"9132{int(row[0][-6:]):014}"),
        ("search, nothing to be found", lambda row: row[1][::-1]),
    ]
    for name, word in words:
        pages.append(("search", name, [f"/?view=all&q={quote(word(row[1:]))}" for row in sample]))
    return [*pages, ("case", "case page", [f"/cases/{row[0]}" for row in sample])]


Sampled = tuple[str, str, str, str]
"""case id, reference, name, domain"""


def _sample(engine: Engine, person: Person, dice: random.Random, count: int) -> list[Sampled]:
    query = select(cases.c.id, cases.c.reference, cases.c.entity_name, cases.c.domains).order_by(cases.c.id)
    with reading(engine) as connection:
        rows = connection.execute(query.where(cases.c.access_province == "江苏").limit(20_000)).all()
    chosen = dice.sample(rows, count)
    return [(row.id, row.reference, row.entity_name, row.domains[0]) for row in chosen]


def _deep(engine: Engine) -> str:
    with reading(engine) as connection:
        query = select(queue.c.rank, queue.c.id).order_by(queue.c.rank, queue.c.id)
        row = connection.execute(query.offset(20_000).limit(1)).first() or connection.execute(query.limit(1)).one()
    return f"{row.rank}.{row.id}"


async def _times(app: ASGIApp, addresses: Sequence[str]) -> tuple[list[float], float]:
    """Each time, and the mean of CPU. The first request warms up what is kept for all; it is not counted."""
    _sound(await ask(app, addresses[0]))
    times, cpu = [], time.process_time()
    for address in addresses:
        before = time.perf_counter()
        answer = await ask(app, address)
        times.append(1000 * (time.perf_counter() - before))
        _sound(answer)
    return times, 1000 * (time.process_time() - cpu) / len(times)


def _sound(answer: Answer) -> None:
    assert answer.status == 200, answer.text[:500]


if __name__ == "__main__":
    sys.exit(main())
