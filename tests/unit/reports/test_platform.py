"""G38, A27: what the platform has had for more than a calendar month without a mail."""

from datetime import date

import pytest

from filing.platform import PlatformEntry
from reports.platform import kept_until, stale


def entry(row: int, domain: str, on: str) -> PlatformEntry:
    return PlatformEntry(row, "苏州甲乙科技有限公司", domain, date.fromisoformat(on))


def test_g38_the_entry_of_20_october_is_stale_on_21_november_and_that_of_the_21st_is_not() -> None:
    entries = (
        entry(2, "b.example", "2026-10-21"),
        entry(3, "a.example", "2026-10-20"),
        entry(4, "c.example", "2026-01-02"),
    )

    table = stale(entries, lambda one: one.domain == "c.example", date(2026, 11, 21), 1)

    assert [(row[1], row[3], row[4], row[5]) for row in table.rows] == [("a.example", "2026-11-20", 1, 3)]


@pytest.mark.parametrize(
    ("entered", "until"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-12-31", "2027-01-31"),
        ("2026-11-30", "2026-12-30"),
    ],
)
def test_a_month_is_a_calendar_month(entered: str, until: str) -> None:
    assert str(kept_until(date.fromisoformat(entered), 1)) == until
