"""A person acts on cases: plain forms, each with the version of the case that was seen; then the next case."""

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.bench import Outcome
from desk.desk import Desk
from desk.errors import Conflict, NoSuchCase
from filing.errors import DeskError
from web import authority, security, shells
from web.access import current
from web.acts import ACTS, Act, Seen
from web.case_pages import CasePages
from web.forms import Form, submitted, text
from web.pages import CASE_ID, path_id
from web.recent import TAKE_BACK
from web.tools import Tools

COMMON = ("version", "next", "query")
LONGEST_QUERY = 500
BULK = ("act", "case", "back")
ALL = {**ACTS, **authority.STEPS, **shells.STEPS, **security.STEPS, "undo": TAKE_BACK}
Bulk = Callable[[Desk, Seen], Outcome]
BULK_ACTS: dict[str, Bulk] = {
    "take": lambda desk, seen: desk.assign(seen.by, seen.case_id, seen.version, seen.by.id),
    "leave": lambda desk, seen: desk.assign(seen.by, seen.case_id, seen.version, None),
}


class ActPages:
    """The handlers."""

    def __init__(self, tools: Tools, case: CasePages) -> None:
        self._tools = tools
        self._case = case

    def act(self, request: Request) -> Response:
        """One act on one case. What cannot be done is told on the case's page as it is now, and nothing is lost."""
        case_id, act = path_id(request, "case_id", CASE_ID), ALL.get(request.path_params["act"])
        if act is None:
            raise HTTPException(404)
        form = submitted(request, *COMMON, *act.fields)
        seen = Seen(current(request), case_id, _version(form.get("version", "")), self._tools.now())
        try:
            act.do(self._tools.desk, seen, form)
        except NoSuchCase:
            raise HTTPException(404) from None
        except DeskError as error:
            return self._case.page(request, 409 if isinstance(error, Conflict) else 422, problem=error, unsaved=form)
        return _onward(form, case_id, act)

    def bulk(self, request: Request) -> Response:
        """The same act on every chosen case; what cannot be done is counted, and stays as it was."""
        form = submitted(request, *BULK)
        do = BULK_ACTS.get(text(form, "act"))
        if do is None:
            raise HTTPException(400)
        done = [self._one(request, do, chosen) for chosen in form.getlist("case")]
        told = urlencode({"done": done.count(True), "left": done.count(False)})
        return RedirectResponse(f"/?{_query(form.get('back', ''))}&{told}", 303)

    def _one(self, request: Request, do: Bulk, chosen: str) -> bool:
        case_id, _, version = chosen.rpartition(":")
        if not CASE_ID.fullmatch(case_id):
            raise HTTPException(400)
        try:
            do(self._tools.desk, Seen(current(request), case_id, _version(version), self._tools.now()))
        except DeskError:
            return False
        return True


def _onward(form: Form, case_id: str, act: Act) -> Response:
    """The next case of the list, or the list; for acts that change no verdict, the same case again."""
    query, following = _query(form.get("query", "")), text(form, "next")
    if not act.on:
        return RedirectResponse(f"/cases/{case_id}?{query}&acted={case_id}#{act.where}", 303)
    path = f"/cases/{following}" if CASE_ID.fullmatch(following) else "/"
    return RedirectResponse(f"{path}?{query}&acted={case_id}", 303)


def _version(word: str) -> int:
    if not (word.isascii() and word.isdigit()) or len(word) > 9:
        raise HTTPException(400)
    return int(word)


def _query(word: str) -> str:
    """A query that a page of ours was given, to be given again: never more than a query."""
    if len(word) > LONGEST_QUERY or not word.isascii() or any(c in word for c in "#\\\r\n "):
        raise HTTPException(400)
    return word
