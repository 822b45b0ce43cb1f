"""The page of a case: the list beside it, findings and fields, and the papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from replies.reasons import load_reasons
from store.queue import QueueRow
from web.access import current, scope_of
from web.authority import way
from web.leaves import Leaf, Locked, evidence, leaves, where
from web.looks import OPEN_FOR
from web.pages import CASE_ID, MAIL_ID, Write, path_id
from web.papers import is_personal
from web.quarantine import told
from web.queue_pages import QueuePages
from web.security import security_of
from web.shells import shells_of
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
        found = leaves(case.letters, self._locked(request), case.findings)
        values = {**self._queue.list(request), **self._values(case, line, found), "problem": None, "unsaved": {}}
        values["again"] = told(request)
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

    def mail(self, request: Request) -> Response:
        """One mail without a case; one that has a case is shown there."""
        mail = self._views.mail(scope_of(request), path_id(request, "mail_id", MAIL_ID))
        if mail is None:
            raise HTTPException(404)
        row = mail.letter.row
        if row.case_id is not None:
            return RedirectResponse(f"/cases/{row.case_id}#mail-{row.id[:12]}", 303)
        found = leaves((mail.letter,), self._locked(request))
        values = {"mail": mail, "leaves": found, "first": "", "names": self._tools.names(), "again": told(request)}
        return self._write(request, "mail.html", **values)

    def _locked(self, request: Request) -> Locked:
        """Which papers this person has not opened lately, though they show somebody's card or face."""
        opened = self._tools.looks.opened_by(current(request).id, self._tools.now() - OPEN_FOR)
        return lambda mail_id, number, paper: is_personal(paper) and (mail_id, number) not in opened

    def _values(self, case: CaseView, line: QueueRow, found: Sequence[Leaf]) -> Mapping[str, Any]:
        shown = next((pair[0].sheet.id for finding in case.findings if (pair := evidence(finding, found))), "")
        return {
            "case": case,
            "line": line,
            "here": f"/cases/{line.id}",
            "leaves": found,
            "first": shown,
            "where": where(found),
            "reply_now": next((letter.reply for letter in reversed(case.letters) if letter.reply), None),
            "reasons": load_reasons(),
            **way(case),
            **shells_of(case, self._tools.now()),
            **security_of(case),
            "provinces": sorted(set(self._tools.mailboxes.values()) - {line.access_province}),
        }
