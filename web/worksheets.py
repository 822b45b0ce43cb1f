"""The worksheets as files: register, tracking, filed, overdue, shells [001:154-159, 001:226-227, 001:232].

What others have drawn up is pasted: the platform's export, the day's security sheet [001:230].
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.listed import platform_entries
from desk.old_sheets import old_workbook
from desk.security import SecurityDesk, sheet_day
from desk.sheets import csv_text, workbook
from desk.shells import filed_domains
from filing.access import Access, AccessKind
from filing.errors import DeskError, UnreadableInput
from filing.mail import SHANGHAI
from filing.people import Scope
from filing.platform import PlatformEntry
from filing.worksheet import Dossier
from policy.server_ip import Ranges
from policy.worktime import WorkTime
from reports import security
from reports.platform import stale
from reports.shell_looks import Addresses
from reports.shells import NO_RANGES, NO_RESULTS, TITLE, shells, without
from reports.tables import Table
from reports.worksheets import filed, overdue, register, tracking
from web.access import current, scope_of
from web.forms import submitted, text
from web.guard import address_of
from web.pages import Write
from web.report import XLSX

SHEETS: Mapping[str, tuple[str, str]] = {
    "tracking": ("备案进程跟进工作表", "通过初审和已提交管局的备案，十列，含管局是否收到、是否退回、是否成功、备案号"),
    "filed": ("备案工作表", "已取得备案号的备案，每件一行"),
    "overdue": ("超期清单", "提交管局后超过规定工作日仍无结果的备案，请向管局查询进度"),
    "shells": (TITLE, "已备案而域名解析不在我公司机房的网站，附转回期限和通知要点；下载时逐个查询解析，域名多时需稍候"),
    security.KEY: (
        security.TITLE,
        "信息安全规范表列出、尚未登记处理结果的已备案网站；由人核实后取消接入，系统不自动取消",
    ),
    "register": ("网站备案资料登记表", "通过初审的备案，按属地省分表；号码、电话、邮箱已遮盖"),
}
TYPES = {"xlsx": XLSX, "xls": "application/vnd.ms-excel", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Books:
    """What the worksheets are drawn up from. `labels`: the form's fields of a day in its order, key → label."""

    dossiers: Callable[[Scope], Iterable[Dossier]]
    labels: Callable[[date], Mapping[str, str]]
    calendar: WorkTime
    arrived: Callable[[], Callable[[PlatformEntry], bool]]
    """Of what the platform lists: whether it has come by mail."""
    filed: Callable[[Scope], Iterable[Dossier]]
    """Cases that were told to be approved."""
    ranges: Ranges
    lookup: Callable[[Iterable[str]], Addresses] | None
    """Domains → where they point to; None: nothing is asked of the network."""
    checked: Callable[[int, Table, datetime, str], None]
    """Keeps what a check for empty shells has found: how many domains, its table, when, and who checked (id)."""


@dataclass(frozen=True, slots=True)
class WorksheetPages:
    """Supervisors get all provinces, specialists their own. `record`: into the access log."""

    told: Books | None
    security: SecurityDesk | None
    now: Callable[[], datetime]
    write: Write
    record: Callable[[Access], None]

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/worksheets", self.page, methods=["GET"]),
            Route("/worksheets/platform", self.platform, methods=["POST"]),
            Route("/worksheets/security", self.take_security, methods=["POST"]),
            Route("/worksheets/export.{kind}", self.export, methods=["GET"]),
        ]

    def page(self, request: Request) -> Response:
        """What there is to take."""
        return self._page(request)

    def platform(self, request: Request) -> Response:
        """Rows that were copied from the platform's export → which of them have been there too long without a mail."""
        pasted = submitted(request, "rows").get("rows", "")
        if self.told is None:
            raise HTTPException(404)
        today = self.now().astimezone(SHANGHAI).date()
        try:
            entries = platform_entries(pasted.encode("utf-8"))
        except UnreadableInput as trouble:
            return self._page(request, rows=pasted, trouble=str(trouble))
        months = self.told.calendar.levels(today).stale_platform_months
        return self._page(request, stale=stale(entries, self.told.arrived(), today, months), pasted=len(entries))

    def take_security(self, request: Request) -> Response:
        """Rows that were copied from the day's security sheet → on the cases that they name."""
        form = submitted(request, "on", "listed")
        if self.security is None:
            raise HTTPException(404)
        pasted = form.get("listed", "")
        try:
            day = sheet_day(text(form, "on"))
            return self._page(request, taken=self.security.take(current(request), day, pasted.encode("utf-8")))
        except DeskError as trouble:
            return self._page(request, listed=pasted, refused=trouble)

    def _page(self, request: Request, **more: object) -> Response:
        known = {"sheets": SHEETS, "kinds": tuple(TYPES), "rows": "", "trouble": "", "stale": None, "pasted": 0}
        waiting = self.security.store.waiting(scope_of(request)) if self.security else ()
        besides = {"listed": "", "refused": None, "taken": None, "waiting": waiting, "now": self.now()}
        return self.write(request, "worksheets.html", **known | besides | more)

    def export(self, request: Request) -> Response:
        """One worksheet as one file, recorded first. Personal numbers are masked, so no purpose is asked."""
        kind, sheet = request.path_params["kind"], request.query_params.get("sheet", "")
        if kind not in TYPES or sheet not in SHEETS or self.told is None:
            raise HTTPException(404)
        who, title = current(request), SHEETS[sheet][0]
        about = f"{title}（{kind}）"
        self.record(Access(AccessKind.EXPORTED, self.now(), who.login, who.id, address_of(request), about=about))
        content = _file(self._tables(self.told, sheet, scope_of(request), who.id), kind)
        headers = {"Content-Disposition": f'attachment; filename="{sheet}.{kind}"'}
        return Response(content, media_type=TYPES[kind], headers=headers)

    def _tables(self, books: Books, sheet: str, scope: Scope, who: str) -> Sequence[Table]:
        if sheet == security.KEY:
            return [security.cancellations(self.security.store.waiting(scope) if self.security else ())]
        if sheet == "shells":
            return [self._shells(books, scope, who)]
        cases, today = books.dossiers(scope), self.now().astimezone(SHANGHAI).date()
        if sheet == "overdue":
            return [overdue(cases, books.calendar, today)]
        if sheet != "register":
            return [(tracking if sheet == "tracking" else filed)(cases)]
        tables = register(cases, books.labels(today))
        named = [replace(table, title=f"{entity}（{access}接入）") for (access, entity), table in tables.items()]
        return named or [Table("register", SHEETS[sheet][0], ("没有通过初审的备案",), ())]

    def _shells(self, books: Books, scope: Scope, who: str) -> Table:
        if not books.ranges or books.lookup is None:
            return without(NO_RESULTS if books.ranges else NO_RANGES)
        filed = filed_domains(books.filed(scope))
        found = books.lookup(one.domain for one in filed)
        table = shells(filed, found, books.ranges, books.calendar, now := self.now())
        books.checked(len(filed), table, now, who)
        return table


def _file(tables: Sequence[Table], kind: str) -> bytes:
    if kind == "csv":
        return csv_text(tables).encode("utf-8")
    return workbook(tables) if kind == "xlsx" else old_workbook(tables)
