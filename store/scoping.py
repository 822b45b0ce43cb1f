"""What a scope leaves of the cases and mails, as conditions of queries: what is outside is not there for the asker."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, or_, select, true

from filing.people import Scope
from store.tables import cases, mails


def case_within(scope: Scope) -> ColumnElement[bool]:
    """The cases of the scope's access provinces. What is left of an erased case is for the ledger only."""
    return and_(cases.c.erased_at.is_(None), _province(scope))


def mail_within(scope: Scope, provinces: Mapping[str, str]) -> ColumnElement[bool]:
    """The mails of those cases, and mails without a case by the mailbox that received them.

    `provinces`: mailbox → access province; a mailbox that is not in it is seen by those only who see everything.
    """
    there = mails.c.erased_at.is_(None)
    if scope.provinces is None:
        return there
    boxes = sorted(mailbox for mailbox, province in provinces.items() if scope.holds(province))
    loose = and_(mails.c.case_id.is_(None), mails.c.mailbox.in_(boxes))
    return and_(there, or_(loose, mails.c.case_id.in_(select(cases.c.id).where(_province(scope)))))


def _province(scope: Scope) -> ColumnElement[bool]:
    return true() if scope.provinces is None else cases.c.access_province.in_(sorted(scope.provinces))
