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
from desk.diary import CHANNELS
from filing.access import ACCESS_CHINESE, AccessKind, Purpose
from filing.finding import Finding
from filing.masking import mask_text
from filing.people import ROLE_CHINESE, Role
from filing.standing import STANDING_CHINESE
from filing.terms import (
    CHINESE,
    REPLY_STATUS_CHINESE,
    Fate,
    MailClass,
    MailStatus,
    Material,
    Outcome,
    ReplyStatus,
    Verdict,
)
from web import filters, labels, present, static
from web.access import visitor
from web.fact_labels import FACTS
from web.fields import field_rows
from web.leaves import evidence
from web.menu import links, may_act
from web.papers import paper_rows
from web.sheets import sheets

TEMPLATES = Path(__file__).parent / "templates"
WORDS: Mapping[type, Mapping[Any, str]] = {
    Fate: labels.FATES,
    MailClass: labels.MAIL_CLASSES,
    ReplyStatus: REPLY_STATUS_CHINESE,
    Verdict: labels.VERDICTS,
    Role: ROLE_CHINESE,
    AccessKind: ACCESS_CHINESE,
    Purpose: ACCESS_CHINESE,
}
RULE = {rule.code: rule for rule in RULES}


def write(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A template as an answer. Every template knows `path`, `visit` (None: nobody is signed in) and `csrf`."""
    visit = visitor(request)
    known = {"path": request.url.path, "visit": visit, "csrf": visit.csrf if visit else "", "may_act": may_act(visit)}
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


FILTERS: Mapping[str, Any] = {
    "zh": _chinese,
    "moment": filters.moment,
    "precise": filters.precise,
    "duration": filters.duration,
    "clocks": filters.clocks,
    "size": filters.size,
    "masked": mask_text,
    "fact": lambda key: FACTS.get(key, key),
    "mailbox": lambda key: labels.MAILBOXES.get(key, key),
    "event_row": present.event_row,
    "paper_rows": paper_rows,
    "field_rows": field_rows,
    "until": filters.until,
}
GLOBALS: Mapping[str, Any] = {
    "finding_row": _finding_row,
    "asset": static.address,
    "evidence": evidence,
    "sheets": sheets,
    "links": links,
    "purposes": tuple(Purpose),
    "marks": labels.MARKS,
    "standings": labels.STANDINGS,
    "standing_words": STANDING_CHINESE,
    "view_icons": labels.VIEW_ICONS,
    "empty_views": labels.EMPTY_VIEWS,
    "field_states": labels.FIELD_STATES,
    "holds": labels.HOLDS,
    "channels": CHANNELS,
    "materials": tuple(m for m in Material),
    "class_notes": labels.CLASS_NOTES,
    "Fate": Fate,
    "MailStatus": MailStatus,
    "Outcome": Outcome,
    "Verdict": Verdict,
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(GLOBALS)
    return environment


ENVIRONMENT = _environment()
