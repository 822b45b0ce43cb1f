"""Writing a reply to a case of a test."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from checks.roles import settle_roles
from filing.case import Case
from filing.reply import Reply
from replies.compose import compose
from replies.letterhead import Letterhead
from tests.unit.checks.judging import asked, judged

NOW = datetime(2026, 9, 15, 9, 3, tzinfo=timezone(timedelta(hours=8)))
HEAD = Letterhead(
    own_address="JSBA@ChinaNet.CC",
    own_name="中网科技备案组",
    reference="BA-20260915-0007",
    message_id="<reply.1@desk.example>",
    now=NOW,
)


def written(case: Case, profile: str = "chinanet", *, ranges: bool = False) -> Reply | None:
    settled = settle_roles(case)
    decision, asks = judged(settled, profile, ranges=ranges), asked(settled, profile, ranges=ranges)
    return compose(decision, settled, asks, HEAD)


def reply(case: Case, profile: str = "chinanet", *, ranges: bool = False) -> Reply:
    made = written(case, profile, ranges=ranges)
    assert made is not None
    return made


def from_mail(case: Case, **changes: object) -> Case:
    """The same case with fields of its newest mail changed."""
    mail = replace(case.latest.mail, **changes)  # type: ignore[arg-type]  # field names and types are the caller's
    return replace(case, submissions=(*case.submissions[:-1], replace(case.latest, mail=mail)))
