"""What the worksheets are drawn up from, on the desk's own store."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from policy.in_force import in_force
from policy.resolve import Policy
from policy.worktime import WorkTime
from store.worksheets import Worksheets
from web.worksheets import Books


def books(policy: Policy, calendar: WorkTime, cases: Worksheets) -> Books:
    """For the pages."""
    return Books(cases.dossiers, partial(labels, policy), calendar, cases.arrived)


def labels(policy: Policy, day: date) -> Mapping[str, str]:
    """The fields of the registration form in its order: key → label."""
    return {field.key: field.label for field in in_force(policy.book.form.fields, day)}
