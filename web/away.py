"""Being away: from when until when, and which colleague does one's new work meanwhile."""

from datetime import date, datetime, time, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from filing.errors import DeskError
from filing.mail import SHANGHAI
from web.access import current
from web.forms import submitted, text
from web.pages import Write
from web.tools import Tools


class AwayPages:
    """The handlers."""

    def __init__(self, tools: Tools, write: Write) -> None:
        self._tools = tools
        self._write = write

    def routes(self) -> list[Route]:
        """Both; the table of roles has them."""
        return [Route("/away", self.ask, methods=["GET"]), Route("/away", self.set, methods=["POST"])]

    def ask(self, request: Request) -> Response:
        """When one is away, and the form for it."""
        return self._page(request)

    def set(self, request: Request) -> Response:
        """Away from the morning of one day to the end of another; or (`back`) here again."""
        form, person, desk = submitted(request, "first", "last", "delegate", "back"), current(request), self._tools.desk
        try:
            if form.get("back"):
                desk.back(person)
            else:
                first, last = (_day(text(form, name)) for name in ("first", "last"))
                since, until = _morning(first), _morning(last + timedelta(days=1))
                desk.away(person, person.id, since, until, text(form, "delegate"))
        except DeskError as problem:
            return self._page(request, 422, problem)
        return RedirectResponse("/away", 303)

    def _page(self, request: Request, status: int = 200, problem: DeskError | None = None) -> Response:
        person, names = current(request), self._tools.names()
        colleagues = {key: name for key, name in names.items() if key != person.id}
        values = {"absence": self._tools.desk.absence(person), "names": names, "colleagues": colleagues}
        today = self._tools.now().astimezone(SHANGHAI).date()
        return self._write(request, "away.html", status, problem=problem, today=today, **values)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise HTTPException(400) from error


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
