"""A case before it is judged: people's rulings applied, each paper in its place, and what is asked of it."""

from checks.roles import settle_roles
from filing.case import Case
from filing.rulings import ruled
from policy.requirements import Requirements
from policy.resolve import Policy


def settled(case: Case, policy: Policy) -> tuple[Case, Requirements]:
    """By the policy of the day of its last mail. Pages show the papers of a case as this leaves them."""
    day = policy.on(case.latest.mail.day)
    case = settle_roles(ruled(case), looks=day.looks)
    asks = day.asks(case)
    return settle_roles(case, asks), asks
