"""Letters that answer no mail: news from the administration, and reminders. In the thread of the newest mail."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from filing.authority import Milestone, Stage
from filing.case import Case
from filing.decision import Decision
from filing.reply import Reply
from filing.terms import MailClass
from filing.unasked import NEWS, REMINDER
from policy.requirements import Requirements
from replies.addresses import recipient, reply_goes_astray
from replies.compose import words_of, written
from replies.letterhead import Letterhead
from replies.returns import explained


@dataclass(frozen=True, slots=True)
class Pending:
    """What a customer is reminded of: when we wrote last, and why the administration sent it back, if it did.

    `as_sent`: our letter said what the program had written; where a person changed it, the reminder is theirs to read.
    """

    said_at: datetime
    returned: Milestone | None = None
    as_sent: bool = True


def news(
    told: Milestone, decision: Decision, case: Case, asks: Requirements, head: Letterhead, workdays: int
) -> Reply | None:
    """What a person told of the case, as a draft; None if nobody is told of it, or there is nobody to write to.

    `workdays`: within which the administration answers [001:268].
    """
    to = recipient(case.latest.mail)
    if to is None or told.stage.value not in NEWS:
        return None
    facts: dict[str, object] = {"on": _day(told.on), "administration": told.administration, "workdays": workdays}
    if told.stage is Stage.APPROVED:
        facts |= {"number": told.icp_number, "entity_number": told.icp_number.rpartition("-")[0] or told.icp_number}
    words = words_of(decision, case, asks, replace(head, by_person=True))
    return written(told.stage.value, {**words, "f": facts | _returned(told)}, case, head, to, auto=False)


def reminder(pending: Pending, decision: Decision, case: Case, asks: Requirements, head: Letterhead) -> Reply | None:
    """What is still missing, once more. None to machines, and where there is nobody to write to.

    `auto` is false where a person must look first: the answer would go elsewhere, or they had changed our letter.
    """
    mail = case.latest.mail
    to = recipient(mail)
    if to is None or mail.mail_class is not MailClass.NORMAL or mail.never_answer:
        return None
    auto = pending.as_sent and not reply_goes_astray(mail) and not case.senders_unconfirmed
    words = words_of(decision, case, asks, replace(head, by_person=not auto))
    facts = {"said": pending.said_at, "reason": "", "advice": "", **_returned(pending.returned)}
    return written(REMINDER, {**words, "f": facts}, case, head, to, auto=auto)


def _returned(told: Milestone | None) -> dict[str, object]:
    if told is None or told.stage is not Stage.RETURNED:
        return {}
    back = explained(told)
    return {"reason": back.reason, "advice": back.advice}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
