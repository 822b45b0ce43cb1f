"""空壳网站 on the page of a case: whom a notice may be written to, what became of earlier ones, and the forms' acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException

from checks.domains import split_list
from desk.bench import Outcome
from desk.desk import Desk
from desk.shell_letters import BY_PERSON, case_domains
from filing.authority import Stage, progress
from filing.shells import OUTCOME_CHINESE, ShellOutcome, shell_notices
from reports.shells import letter_state
from web.acts import Act, Seen
from web.forms import Form, text
from web.views import CaseView

ADDRESSES = 400  # characters of what a domain was resolved to


def noticed(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """起草空壳网站通知."""
    found = split_list(text(form, "addresses", ADDRESSES))
    return desk.notify_shell(seen.by, seen.case_id, seen.version, text(form, "domain"), found)


def followed(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """已转回, 未转回, 已取消接入."""
    told = text(form, "result")
    if told not in list(ShellOutcome):
        raise HTTPException(400)
    return desk.follow_shell(seen.by, seen.case_id, seen.version, text(form, "domain"), ShellOutcome(told))


STEPS: Mapping[str, Act] = {
    "shell": Act(noticed, ("domain", "addresses"), where="shells"),
    "shell-result": Act(followed, ("domain", "result"), where="shells"),
}
"""Name in the address → the act, as in web.acts."""


def shells_of(case: CaseView, now: datetime) -> Mapping[str, Any]:
    """What the page's part shows; nothing before the filing was approved."""
    notices = tuple(shell_notices(case.events).values())
    approved = progress(case.events).stage is Stage.APPROVED
    return {
        "shells": [
            (one, letter_state(one, now), OUTCOME_CHINESE[one.outcome] if one.outcome else "") for one in notices
        ],
        "shell_domains": case_domains(case.row.domains) if approved else (),
        "shell_results": [(one.value, OUTCOME_CHINESE[one]) for one in BY_PERSON],
    }
