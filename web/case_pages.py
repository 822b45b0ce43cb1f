"""The page of a case: the list beside it, findings and fields, and the papers."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from replies.reasons import load_reasons
from store.queue import QueueRow
from web.access import current, scope_of
from web.leaves import evidence, leaves, where
from web.pages import CASE_ID, Write, path_id
from web.queue_pages import QueuePages
from web.tools import Tools
from web.views import CaseView, Views


class CasePages:
    """The handlers that show a case, and say who looks at it."""

    def __init__(self, views: Views, tools: Tools, queue: QueuePages, write: Write) -> None:
        self._views = views
        self._tools = tools
        self._queue = queue
        self._write = write

    def case(self, request: Request) -> Response:
        """One case."""
        return self.page(request)

    def page(self, request: Request, status: int = 200, **more: Any) -> Response:
        """The page of the case that the request names, with `more` for the template."""
        case_id = path_id(request, "case_id", CASE_ID)
        case = self._views.case(scope_of(request), case_id)
        line = self._tools.queue.row(scope_of(request), case_id)
        if case is None or line is None:
            raise HTTPException(404)
        values = {**self._queue.list(request), **self._values(case, line), "problem": None, "unsaved": {}}
        return self._write(request, "case.html", status, **{**values, **more})

    def look(self, request: Request) -> Response:
        """The page says that it is still open; who else is there, in words."""
        case_id = self._known(request)
        others = self._tools.company.look(case_id, current(request), self._tools.now())
        return Response("、".join(f"{x.name} 正在处理" for x in others), media_type="text/plain; charset=utf-8")

    def leave(self, request: Request) -> Response:
        """The page was closed."""
        self._tools.company.leave(self._known(request), current(request))
        return Response(status_code=204)

    def _known(self, request: Request) -> str:
        case_id = path_id(request, "case_id", CASE_ID)
        if self._tools.queue.row(scope_of(request), case_id) is None:
            raise HTTPException(404)
        return case_id

    def _values(self, case: CaseView, line: QueueRow) -> Mapping[str, Any]:
        found = leaves(case.letters)
        shown = next((pair[0].id for finding in case.findings if (pair := evidence(finding, found))), "")
        return {
            "case": case,
            "line": line,
            "here": f"/cases/{line.id}",
            "leaves": found,
            "first": shown,
            "where": where(found),
            "reply_now": next((letter.reply for letter in reversed(case.letters) if letter.reply), None),
            "reasons": load_reasons(),
            "provinces": sorted(set(self._tools.mailboxes.values()) - {line.access_province}),
        }
