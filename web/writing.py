"""The door to Jinja2: a template becomes an answer, and so does what went wrong."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from checks.rules import RULES
from filing.finding import Finding
from filing.masking import mask_text
from filing.terms import CHINESE, REPLY_STATUS_CHINESE, Fate, MailClass, MailStatus, Outcome, ReplyStatus, Verdict
from web import filters, labels, present, static
from web.access import visitor
from web.papers import anchors, paper_rows

TEMPLATES = Path(__file__).parent / "templates"
WORDS: Mapping[type, Mapping[Any, str]] = {
    Fate: labels.FATES,
    MailClass: labels.MAIL_CLASSES,
    ReplyStatus: REPLY_STATUS_CHINESE,
    Verdict: labels.VERDICTS,
}
RULE = {rule.code: rule for rule in RULES}


def write(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A template as an answer. Every template knows `path`, `visit` (None: nobody is signed in) and `csrf`."""
    visit = visitor(request)
    known = {"path": request.url.path, "visit": visit, "csrf": visit.csrf if visit else ""}
    return HTMLResponse(ENVIRONMENT.get_template(template).render(known | values), status)


def refuse(request: Request, status: int, incident: str) -> Response:
    """The error page: what happened, and the next step; no trace, only the incident's number [T189]."""
    what, advice = labels.ERRORS.get(status, labels.ERRORS[500])
    if request.url.path == "/healthz":  # read by programs
        return JSONResponse({"status": "error", "message": f"{what}。{advice}", "incident": incident}, status)
    return write(request, "error.html", status, code=status, what=what, advice=advice, incident=incident)


def refused(request: Request, error: Exception) -> Response:
    """The same for what a handler refuses."""
    return refuse(request, error.status_code if isinstance(error, HTTPException) else 500, "")


def _chinese(term: StrEnum) -> str:
    """The Chinese word of a value of filing.terms. Its type is asked for: members of two enums may be equal strings."""
    return WORDS.get(type(term), CHINESE)[term]


def _finding_row(finding: Finding) -> present.FindingRow:
    """A finding beside the rule that found it; codes outlive rules, so an old finding may have none."""
    rule = RULE.get(finding.code)
    return present.finding_row(finding, rule.title if rule else finding.code, rule.cites if rule else "")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        zh=_chinese,
        moment=filters.moment,
        precise=filters.precise,
        duration=filters.duration,
        size=filters.size,
        masked=mask_text,
        mailbox=lambda key: labels.MAILBOXES.get(key, key),
        event_row=present.event_row,
        paper_rows=paper_rows,
        anchors=anchors,
    )
    environment.globals.update(
        finding_row=_finding_row,
        asset=static.address,
        marks=labels.MARKS,
        class_notes=labels.CLASS_NOTES,
        Fate=Fate,
        MailStatus=MailStatus,
        Outcome=Outcome,
        Verdict=Verdict,
    )
    return environment


ENVIRONMENT = _environment()
