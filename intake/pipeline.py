"""The straight line: RawMail → Mail → Submission → Case → Findings → Decision → Reply."""

from dataclasses import dataclass

from checks.decide import decide
from checks.roles import settle_roles
from checks.rules import RULES
from checks.run import run
from filing.case import Case
from filing.decision import Decision
from filing.mail import Mail
from filing.reply import Reply
from parsers.submission import Read, read_submission
from policy.requirements import Requirements
from policy.resolve import Policy
from replies.compose import Letterhead, compose


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that a mail led to; nothing of it is stored or sent yet."""

    case: Case
    asks: Requirements
    decision: Decision
    reply: Reply | None


def take(case: Case, mail: Mail, read: Read) -> Case:
    """The case after one more mail. `read` opens bytes, in a limited child."""
    return case.with_(read_submission(mail, read))


def judge(case: Case, policy: Policy, letterhead: Letterhead) -> Judgement:
    """What the policy of the day says of the case, and the reply to its last mail."""
    case = settle_roles(case)
    asks = policy.on(case.latest.mail.day).asks(case)
    decision = decide(case, run(RULES, case, asks))
    return Judgement(case, asks, decision, compose(decision, case, asks, letterhead))
