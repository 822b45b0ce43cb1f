"""What each address answers. Every page only reads; what it may not or cannot show is a 404 with a way on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from filing.masking import mask_text
from filing.people import EVERYTHING
from filing.terms import MailStatus
from store.health import Health
from web.access import scope_of
from web.guard import at_this_machine
from web.views import Counts, Sheet, Views

Write = Callable[..., Response]
"""(request, template, status=200, **values) → the page."""

CASE_ID = re.compile(r"[A-Za-z0-9-]{1,40}")
MAIL_ID = re.compile(r"[0-9a-f]{64}")
ORDINAL = re.compile(r"[1-9][0-9]{0,3}")


class Pages:
    """The handlers. Those that read the store are plain functions, which Starlette runs in its thread pool."""

    def __init__(self, views: Views, write: Write) -> None:
        self._views = views
        self._write = write

    def mails(self, request: Request) -> Response:
        """The mails that belong to no case, or that need a person."""
        wanted = request.query_params.get("status")
        if wanted is not None and wanted not in list(MailStatus):
            raise HTTPException(404)
        statuses = (MailStatus(wanted),) if wanted else tuple(MailStatus)
        scope = scope_of(request)
        sheet, counts = self._views.loose_mails(scope, statuses, page_number(request)), self._views.counts(scope)
        _within(sheet)
        return self._write(request, "mails.html", sheet=sheet, wanted=wanted, **_figures(counts))

    def health(self, request: Request) -> Response:
        """How the desk is, for people."""
        return self._write(request, "health.html", health=self._views.health())

    def healthz(self, request: Request) -> Response:
        """The same for programs. `status` is `ok` or `alarm`; on this machine, figures, moments and alarms as well."""
        counts, health = self._views.counts(EVERYTHING), self._views.health()
        status = {"status": "alarm" if health.alarms else "ok"}
        if not at_this_machine(request):
            return JSONResponse(status)
        mails = {status.value: counts.mails.get(status, 0) for status in MailStatus}
        figures = {"cases": sum(counts.cases.values()), "loose_mails": mails}
        return JSONResponse({**status, **figures, **_plain(health)})


def _figures(counts: Counts) -> Mapping[str, Any]:
    return {"counts": counts, "all_cases": sum(counts.cases.values()), "all_mails": sum(counts.mails.values())}


def _plain(health: Health) -> dict[str, Any]:
    """As JSON: moments in ISO 8601, troubles masked as on every page."""
    values = asdict(health)
    for box in values["mailboxes"]:
        box |= {key: value.isoformat() for key, value in box.items() if isinstance(value, datetime)}
        box["trouble"] = mask_text(box["trouble"])
    oldest = health.oldest_waiting
    values["oldest_waiting"] = oldest.isoformat() if oldest else None
    values["alarms"] = [mask_text(alarm) for alarm in health.alarms]
    return values


def page_number(request: Request) -> int:
    """The page that the query asks for, from 1. Raises HTTPException(404) for what is no number."""
    text = request.query_params.get("page", "1")
    if not ORDINAL.fullmatch(text):
        raise HTTPException(404)
    return int(text)


def path_id(request: Request, name: str, form: re.Pattern[str]) -> str:
    """A path parameter of the only form that its kind has; all else is a 404 before anything is looked up [T123]."""
    text: str = request.path_params[name]
    if not form.fullmatch(text):
        raise HTTPException(404)
    return text


def _within(sheet: Sheet[Any]) -> None:
    if sheet.number > sheet.last:
        raise HTTPException(404)
