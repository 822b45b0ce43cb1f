"""The same-day report: the figures of a period, every miss behind them, and both as files. What it shows is
reports.tables, so that page and export are one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checks.rules import RULES
from desk.sheets import csv_text, workbook
from filing.access import Access, AccessKind
from filing.mail import SHANGHAI
from filing.sla import CAUSE_CHINESE, Cause, Miss, Period
from reports.definitions import CLOCK, ack_note
from reports.report import Detail, Report
from reports.tables import Words, all_tables, miss_table, tables
from web.access import current, scope_of
from web.charts import causes, days
from web.guard import address_of
from web.pages import ORDINAL, Write

DAY = re.compile(r"\d{4}-\d\d-\d\d")
USUAL = timedelta(days=29)  # before today, when no dates are asked for
LONGEST = timedelta(days=3 * 366)
PAGE = 100  # misses on a page; the exports have them all
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = {rule.code: rule.title for rule in RULES}
FILTERS = ("mailbox", "province", "specialist")
UNKNOWN = "-"  # in addresses: the mails of which this is not known; an empty field asks for all


class Reports(Protocol):
    """What the pages ask: desk.sla.SlaDesk."""

    def report(self, period: Period) -> Report:
        """All figures of a period."""
        ...

    def detail(self, period: Period) -> Detail:
        """The same with every miss and every group."""
        ...

    def misses(self, period: Period, cause: Cause | None, page: tuple[int, int]) -> tuple[Miss, ...]:
        """A page (limit, offset) of the misses."""
        ...

    def choices(self, period: Period) -> Mapping[str, tuple[str, ...]]:
        """Mailboxes, provinces and specialists to choose from."""
        ...


@dataclass(frozen=True, slots=True)
class ReportPages:
    """Supervisors see all provinces, specialists their own. `record`: into the access log."""

    told: Reports | None
    now: Callable[[], datetime]
    write: Write
    record: Callable[[Access], None]

    @property
    def reports(self) -> Reports:
        """A desk without a ledger has none: 404."""
        if self.told is None:
            raise HTTPException(404)
        return self.told

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/report", self.report, methods=["GET"]),
            Route("/report/misses", self.misses, methods=["GET"]),
            Route("/report/export.{kind}", self.export, methods=["GET"]),
        ]

    def report(self, request: Request) -> Response:
        """The figures, as charts and as tables."""
        period = self._period(request)
        report = self.reports.report(period)
        words = Words(TITLES, report.names)
        shown = {table.key: table for table in tables(report, words)}
        values = {
            "report": report,
            "tables": shown,
            "drill": _drills(period, report),
            "all_misses": _link(period, "/report/misses"),
            "clock": CLOCK,
            "ack_note": ack_note(report.ack_rules),
        }
        charts = {
            "days": days(report, _link(period, "/report/misses")),
            "causes": causes(shown["cause"], _by_cause(period, report)),
        }
        return self.write(request, "report.html", **values, charts=charts, **self._asked(period, words))

    def misses(self, request: Request) -> Response:
        """The mails behind a figure, oldest first."""
        period, number, cause = self._period(request), _number(request), _cause(request)
        found = self.reports.misses(period, cause, (PAGE + 1, (number - 1) * PAGE))
        report = self.reports.report(period)
        words = Words(TITLES, report.names)
        total = report.causes.get(cause, 0) if cause else report.total.missed
        pager = {
            "number": number,
            "more": len(found) > PAGE,
            "link": _link(period, "/report/misses", cause=cause or ""),
        }
        shown = {"table": miss_table(found[:PAGE], words), "misses": found[:PAGE], "total": total, "cause": cause}
        return self.write(
            request, "report_misses.html", **shown, **pager, causes=CAUSE_CHINESE, **self._asked(period, words)
        )

    def export(self, request: Request) -> Response:
        """Everything as one file, uncapped; recorded first. It names no customer, so no purpose is asked."""
        period, kind = self._period(request), request.path_params["kind"]
        if kind not in ("xlsx", "csv"):
            raise HTTPException(404)
        detail = self.reports.detail(period)
        sheets = all_tables(detail, Words(TITLES, detail.report.names))
        self._exported(request, f"时效报表 {period.first} 至 {period.last}（{kind}）")
        content = workbook(sheets) if kind == "xlsx" else csv_text(sheets).encode("utf-8")
        name = f"sla-{period.first}-{period.last}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8", headers=headers)

    def _exported(self, request: Request, about: str) -> None:
        who, address = current(request), address_of(request)
        self.record(Access(AccessKind.EXPORTED, self.now(), who.login, who.id, address, about=about))

    def _asked(self, period: Period, words: Words) -> dict[str, Any]:
        """What the form shows, and where its answers and files are."""
        choices = self.reports.choices(period)
        people = sorted((words.person(key), key) for key in choices["specialist"])
        exports = {kind: _link(period, f"/report/export.{kind}") for kind in ("xlsx", "csv")}
        return {
            "period": period,
            "choices": choices,
            "unknown": UNKNOWN,
            "people": people,
            "exports": exports,
            "back": _link(period, "/report"),
        }

    def _period(self, request: Request) -> Period:
        """The question of the address; what cannot be meant is a 404."""
        today, asked = self.now().astimezone(SHANGHAI).date(), request.query_params
        last = _day(asked.get("to"), today)
        first = _day(asked.get("from"), last - USUAL)
        if not timedelta() <= last - first <= LONGEST:
            raise HTTPException(404)
        wanted = {name: _wanted(asked.get(name)) for name in FILTERS}
        return Period(first, last, **wanted, scope=scope_of(request))


def _day(text: str | None, usual: date) -> date:
    if not text:
        return usual
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else _not_there()
    except ValueError:
        return _not_there()


def _wanted(text: str | None) -> str | None:
    return "" if text == UNKNOWN else text or None


def _not_there() -> date:
    raise HTTPException(404)


def _number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if not ORDINAL.fullmatch(text):
        raise HTTPException(404)
    return int(text)


def _cause(request: Request) -> Cause | None:
    asked = request.query_params.get("cause") or None
    if asked is not None and asked not in list(Cause):
        raise HTTPException(404)
    return Cause(asked) if asked else None


def _link(period: Period, path: str, **other: str) -> str:
    """The same question at another address, with some of its answers changed."""
    filters = {name: getattr(period, name) for name in FILTERS}
    asked = {"from": str(period.first), "to": str(period.last)} | filters | other
    said = {name: UNKNOWN if value == "" and name in FILTERS else value for name, value in asked.items()}
    return f"{path}?{urlencode({name: value for name, value in said.items() if value})}"


def _drills(period: Period, report: Report) -> dict[str, list[str]]:
    """Table → where the misses of each of its rows are."""
    misses = "/report/misses"
    drills = {
        name: [_link(period, misses, **{name: key}) for key, _ in getattr(report, f"by_{name}")] for name in FILTERS
    }
    by_day = [_link(period, misses, **{"from": str(day), "to": str(day)}) for day, _ in report.by_day]
    return drills | {"day": by_day, "cause": _by_cause(period, report)}


def _by_cause(period: Period, report: Report) -> list[str]:
    return [_link(period, "/report/misses", cause=cause) for cause in report.causes]
