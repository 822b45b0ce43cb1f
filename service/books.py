"""What the worksheets are drawn up from, on the desk's own store."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from policy.in_force import in_force
from policy.resolve import Policy
from policy.worktime import WorkTime
from reports.shells import summary
from service.domain_lookup import Lookup
from store.worksheets import Worksheets
from web.worksheets import Books


def books(policy: Policy, calendar: WorkTime, cases: Worksheets, lookup: Lookup | None = None) -> Books:
    """For the pages. `lookup`: where domains point to, None: nothing is asked of the network."""
    told = partial(labels, policy)
    parts = (cases.dossiers, told, calendar, cases.arrived, cases.filed, policy.ranges, lookup)
    return Books(*parts, lambda filed, table, at, by: cases.shells_checked(summary(filed, table), at, by))


def labels(policy: Policy, day: date) -> Mapping[str, str]:
    """The fields of the registration form in its order: key → label."""
    return {field.key: field.label for field in in_force(policy.book.form.fields, day)}
