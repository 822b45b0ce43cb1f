"""The queue: a view of it as a page, and as the list beside a case."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from filing.standing import VIEW_CHINESE, View
from filing.terms import FilingKind
from store.queue import Filters
from web.access import current, scope_of
from web.pages import CASE_ID, Write
from web.recent import Recent, recent
from web.tools import Tools

LONGEST_SEARCH = 100
FILTERS = ("q", "mailbox", "province", "kind")


class QueuePages:
    """The handlers."""

    def __init__(self, tools: Tools, write: Write) -> None:
        self._tools = tools
        self._write = write

    def queue(self, request: Request) -> Response:
        """A view of the queue; for htmx, its rows alone."""
        template = "queue_rows.html" if "hx-request" in request.headers else "queue.html"
        return self._write(request, template, **self.list(request))

    def list(self, request: Request) -> Mapping[str, Any]:
        """What a list of the queue shows, for the page itself and for the column beside a case."""
        person, scope, now = current(request), scope_of(request), self._tools.now()
        counts = self._tools.queue.views(scope, person.id, now)
        view, filters = _view(request, counts), _filters(request)
        try:
            asked = {name: request.query_params.get(name) for name in ("after", "before")}
            page = self._tools.queue.page(scope, view, person.id, now, filters, **asked)
        except ValueError as error:
            raise HTTPException(404) from error
        return {
            "now": now,
            "seq": self._tools.feed.last(),
            "view": view,
            "views": VIEW_CHINESE,
            "counts": counts,
            "page": page,
            "filters": filters,
            "query": query_of(request, view),
            "names": self._tools.names(),
            "company": self._tools.company.everywhere(now),
            "mailboxes": {k: p for k, p in self._tools.mailboxes.items() if scope.holds(p)},
            "kinds": tuple(FilingKind),
            "recent": self._recent(request),
            "told": _told(request),
        }

    def _recent(self, request: Request) -> Recent | None:
        """What was just done with the case that an act led away from."""
        case_id = request.query_params.get("acted", "")
        if not CASE_ID.fullmatch(case_id):
            return None
        return recent(self._tools.desk, current(request), case_id, self._tools.now())


def query_of(request: Request, view: View) -> str:
    """View and filters as the query of an address: so that a case leads back to the list that led to it."""
    kept = {key: request.query_params[key] for key in FILTERS if request.query_params.get(key)}
    return urlencode({"view": view.value} | kept)


def _view(request: Request, counts: Mapping[View, int]) -> View:
    """The view that is asked for; without a wish the first in which there is something to do."""
    wanted = request.query_params.get("view")
    if wanted is None:
        return next((view for view in (View.TODAY, View.PERSON) if counts.get(view)), View.ALL)
    if wanted not in list(View):
        raise HTTPException(404)
    return View(wanted)


def _filters(request: Request) -> Filters:
    given = {key: request.query_params.get(key, "").strip() for key in FILTERS}
    if len(given["q"]) > LONGEST_SEARCH or given["kind"] not in ("", *FilingKind):
        raise HTTPException(404)
    kind = FilingKind(given["kind"]) if given["kind"] else None
    return Filters(given["mailbox"] or None, given["province"] or None, kind, given["q"])


def _told(request: Request) -> tuple[int, int] | None:
    """How many cases a bulk act has touched, and how many it could not."""
    counts = [request.query_params.get(key, "") for key in ("done", "left")]
    return (int(counts[0]), int(counts[1])) if all(re.fullmatch("[0-9]{1,3}", count) for count in counts) else None
