"""What a scope leaves of the cases and mails, as conditions of queries: what is outside is not there for the asker."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, or_, select, true

from filing.people import Scope
from store.tables import cases, mails


def case_within(scope: Scope) -> ColumnElement[bool]:
    """The cases of the scope's access provinces."""
    return true() if scope.provinces is None else cases.c.access_province.in_(sorted(scope.provinces))


def mail_within(scope: Scope, provinces: Mapping[str, str]) -> ColumnElement[bool]:
    """The mails of those cases, and mails without a case by the mailbox that received them.

    `provinces`: mailbox → access province; a mailbox that is not in it is seen by those only who see everything.
    """
    if scope.provinces is None:
        return true()
    boxes = sorted(mailbox for mailbox, province in provinces.items() if scope.holds(province))
    loose = and_(mails.c.case_id.is_(None), mails.c.mailbox.in_(boxes))
    return or_(loose, mails.c.case_id.in_(select(cases.c.id).where(case_within(scope))))
