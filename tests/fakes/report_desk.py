"""A report over generated traffic, and its pages behind the real walls."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from desk.sla import SlaDesk
from filing.mail import SHANGHAI
from filing.people import Person
from policy.worktime import load_worktime
from reports.sla import Counting
from store.database import migrate, open_engine
from store.sla_store import SlaStore
from tests.fakes.clock import FakeClock
from tests.fakes.tools import FakeLooks
from tests.fakes.traffic import MAILBOXES, Generator, store
from web.access import Access
from web.app import static_file
from web.demo_door import DemoDoor
from web.guard import Guard, Names
from web.rate import Rate
from web.report import ReportPages
from web.writing import refuse, refused, write

NOW = datetime(2026, 11, 20, 15, 12, tzinfo=SHANGHAI)
NAMES = {"p-li": "李四", "p-wang": "王五", "p-zhao": "=赵六"}


@contextmanager
def report_desk(folder: Path, mails: int = 300) -> Iterator[SlaDesk]:
    """A month of mails up to NOW, counted."""
    engine = open_engine(f"sqlite:///{folder / 'beian.db'}")
    migrate(engine)
    store(engine, Generator(3, date(2026, 10, 20), 30).fill(mails))
    calendar, clock, tables = load_worktime(), FakeClock(NOW), SlaStore(engine)
    counting = Counting(calendar, MAILBOXES)
    desk = SlaDesk(tables.rollup(clock, counting.of), tables.queries(), calendar, clock, lambda: NAMES)
    desk.catch_up()
    yield desk
    engine.dispose()


def report_app(desk: SlaDesk, person: Person, log: FakeLooks | None = None) -> Starlette:
    """The report's pages as `person` sees them. `log`: the access log."""
    pages = ReportPages(desk, desk.clock.now, write, (log or FakeLooks()).record)
    routes = [*pages.routes(), Route("/static/{name}", static_file, methods=["GET"])]
    walls = [
        Middleware(Guard, refuse=refuse, names=Names(), rate=Rate(desk.clock.now)),
        Middleware(Access, door=DemoDoor(person), routes=routes, refuse=refuse),
    ]
    return Starlette(routes=routes, middleware=walls, exception_handlers={HTTPException: refused})
