"""The way through the administration (管局) on the page of a case: what may be told next, and the forms' acts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException

from desk.bench import Outcome
from desk.desk import Desk
from filing.authority import FOLLOWS, STAGE_CHINESE, Stage, progress
from filing.places import PROVINCES
from web.acts import Act, Seen
from web.forms import Form, text
from web.views import CaseView

WORDS = 500  # characters of what the administration wrote


def submitted(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """已提交管局."""
    return desk.submitted(seen.by, seen.case_id, seen.version, _day(form), text(form, "administration"))


def received(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """管局已收到."""
    return desk.received(seen.by, seen.case_id, seen.version, _day(form))


def returned(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """管局退回."""
    code, reason = text(form, "code").strip(), text(form, "reason", WORDS)
    return desk.returned(seen.by, seen.case_id, seen.version, _day(form), code, reason)


def approved(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """备案成功."""
    return desk.approved(seen.by, seen.case_id, seen.version, _day(form), text(form, "number"))


def mistaken(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """撤销误登记."""
    return desk.recall_progress(seen.by, seen.case_id, seen.version)


STEPS: Mapping[str, Act] = {
    "submitted": Act(submitted, ("on", "administration"), where="authority"),
    "received": Act(received, ("on",), where="authority"),
    "returned": Act(returned, ("on", "code", "reason"), where="authority"),
    "approved": Act(approved, ("on", "number"), where="authority"),
    "mistaken": Act(mistaken, where="authority"),
}
"""Name in the address → the act, as in web.acts."""


def way(case: CaseView) -> Mapping[str, Any]:
    """What the page's part on it shows. Nothing may be told before the case was judged."""
    known = progress(case.events)
    judged = known.stage is not None or case.row.outcome is not None
    return {
        "milestones": known.milestones,
        "next_stages": [stage.value for stage in Stage if judged and stage in FOLLOWS[known.stage]],
        "stage_names": STAGE_CHINESE,
        "administrations": tuple(PROVINCES),
    }


def _day(form: Form) -> date:
    try:
        return date.fromisoformat(text(form, "on", 10))
    except ValueError:
        raise HTTPException(400) from None
