"""Cases that are one, and cases that are several: what they would become is shown before anything is done."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.plans import Part
from desk.sorting import Preview
from filing.errors import DeskError
from filing.standing import View
from store.queue import Filters, QueueRow
from web.access import current, scope_of
from web.acts import part_of
from web.pages import CASE_ID, Write, path_id
from web.tools import Tools
from web.views import Views

LONGEST = 30  # characters of a reference


class SortPages:
    """The handler. Asking only looks; the acts `merge` and `split` do it."""

    def __init__(self, views: Views, tools: Tools, write: Write) -> None:
        self._views = views
        self._tools = tools
        self._write = write

    def sort(self, request: Request) -> Response:
        """`other`: the reference of a case to take in; `mail`, `paper`: what would leave."""
        case_id = path_id(request, "case_id", CASE_ID)
        case, line = self._views.case(scope_of(request), case_id), self._tools.queue.row(scope_of(request), case_id)
        if case is None or line is None:
            raise HTTPException(404)
        other, part, problem = self._other(request), part_of(request.query_params), None
        previews: Sequence[Preview] = ()
        try:
            previews = self._previews(request, case_id, other, part)
        except DeskError as error:
            problem = error
        if request.query_params.get("other") and other is None:
            problem = DeskError("没有找到这个编号的备案，或您无权处理。", "请核对备案编号后重试。")
        values = {"case": case, "line": line, "here": f"/cases/{case_id}", "query": "", "other": other, "part": part}
        return self._write(request, "sort.html", **values, previews=previews, problem=problem)

    def _other(self, request: Request) -> QueueRow | None:
        """The case with the reference that was asked for, if the asker may see it."""
        wanted = request.query_params.get("other", "").strip().upper()[:LONGEST]
        if not wanted:
            return None
        filters, person = Filters(search=wanted), current(request)
        page = self._tools.queue.page(scope_of(request), View.ALL, person.id, self._tools.now(), filters)
        return next((row for row in page.rows if row.reference == wanted), None)

    def _previews(self, request: Request, case_id: str, other: QueueRow | None, part: Part) -> Sequence[Preview]:
        if other is not None:
            return (self._tools.desk.preview_merge(current(request), case_id, other.id),)
        if part.mails or part.papers:
            return self._tools.desk.preview_split(current(request), case_id, (part,))
        return ()
