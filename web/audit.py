"""The access log as its readers see it: who signed in, who changed whom, who looked at what, and why."""

from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from filing.access import ACCESS_CHINESE, AccessKind
from filing.mail import SHANGHAI
from store.accesses import Filters
from web.office import Office
from web.pages import Write, page_number

PAGE = 100
ASKED = ("kind", "login", "from", "to")


class AuditPages:
    """The handlers."""

    def __init__(self, office: Office, write: Write) -> None:
        self._log = office.log
        self._write = write

    def routes(self) -> list[Route]:
        """All of them; the table of roles has each."""
        return [Route("/audit", self.audit, methods=["GET"])]

    def audit(self, request: Request) -> Response:
        """A hundred entries, the newest first, with a tally of the same filters over all pages."""
        asked, number = {name: request.query_params.get(name, "") for name in ASKED}, page_number(request)
        filters = _filters(asked["kind"], asked["login"], asked["from"], asked["to"])
        entries = self._log.page(filters, PAGE + 1, (number - 1) * PAGE)
        values = {"entries": entries[:PAGE], "more": len(entries) > PAGE, "number": number, "asked": asked}
        kinds = {kind: ACCESS_CHINESE[kind] for kind in AccessKind}
        return self._write(request, "audit.html", tally=self._log.tally(filters), kinds=kinds, **values)


def _filters(kind: str, login: str, since: str, until: str) -> Filters:
    """Raises HTTPException(400) for a kind or a day that is none."""
    if kind and kind not in list(AccessKind):
        raise HTTPException(400)
    kinds = (AccessKind(kind),) if kind else ()
    last = _day(until)
    return Filters(kinds, login[:64].strip(), _day(since), last + timedelta(days=1) if last else None)


def _day(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=SHANGHAI) if text else None
    except ValueError as error:
        raise HTTPException(400) from error
