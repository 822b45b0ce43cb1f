"""The straight line: Mail → Submission → Case → Findings → Decision → Reply. Nothing here reads, stores or sends."""

from checks.decide import decide
from checks.rules import RULES
from checks.run import run
from filing.case import Case
from filing.mail import Mail
from intake.judgement import Judgement
from intake.settling import settled
from parsers.submission import Read, read_submission
from policy.resolve import Policy
from replies.compose import compose
from replies.letterhead import Letterhead


def take(case: Case, mail: Mail, read: Read) -> Case:
    """The case after one more mail. `read` opens bytes, in a limited child."""
    return case.with_(read_submission(mail, read))


def judge(case: Case, policy: Policy, letterhead: Letterhead) -> Judgement:
    """What the policy of the day says of the case, people's rulings applied, and the reply to its last mail."""
    case, asks = settled(case, policy)
    decision = decide(case, run(RULES, case, asks))
    return Judgement(case, asks, decision, compose(decision, case, asks, letterhead))
