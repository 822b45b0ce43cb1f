"""What a mail led to."""

from dataclasses import dataclass

from filing.case import Case
from filing.decision import Decision
from filing.reply import Reply
from policy.requirements import Requirements


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that a mail led to; nothing of it is stored or sent yet."""

    case: Case
    asks: Requirements
    decision: Decision
    reply: Reply | None
