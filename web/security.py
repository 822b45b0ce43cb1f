"""信息安全规范表 on the page of a case: what it says, and the form in which a person tells what was done."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException

from desk.bench import Outcome
from desk.desk import Desk
from filing.security import DONE_CHINESE, Done, open_hits
from web.acts import Act, Seen
from web.forms import Form, text
from web.views import CaseView


def done(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """已取消接入, or 核实后保留接入."""
    told = text(form, "done")
    if told not in list(Done):
        raise HTTPException(400)
    return desk.security_done(seen.by, seen.case_id, seen.version, Done(told), text(form, "remark"))


STEPS: Mapping[str, Act] = {"security": Act(done, ("done", "remark"), where="security")}
"""Name in the address → the act, as in web.acts."""


def security_of(case: CaseView) -> Mapping[str, Any]:
    """What the page's part shows."""
    return {"security_hits": open_hits(case.events), "security_results": DONE_CHINESE}
