"""每日核查早期已备案成功的网站备案信息进行核查>3个 [001:217]: at least four, what waits longest first (A28)."""

from datetime import UTC, date, datetime

import pytest

from filing.authority import Milestone, Progress, Stage
from filing.recheck import Recheck, Truth
from filing.worksheet import Dossier
from reports.recheck import recheck
from tests.unit.reports.test_worksheets import NOWHERE, dossier

TODAY = date(2026, 11, 20)


def approved(number: int, *looked: datetime) -> Dossier:
    """Approved on the so manieth of January."""
    way = Progress(
        (Milestone(Stage.APPROVED, date(2026, 1, number), "江苏", icp_number=f"苏ICP备1234567{number}号-1"),)
    )
    return dossier(way, f"BA-20260101-{number:04}", rechecks=tuple(Recheck(at, Truth.TRUE) for at in looked))


def listed(*dossiers: Dossier) -> list[str]:
    return [str(row[-1])[-1] for row in recheck(dossiers, TODAY, 4).rows]


def test_the_four_that_wait_longest_are_listed() -> None:
    seen = datetime(2026, 3, 1, 2, tzinfo=UTC)

    assert listed(*(approved(n) for n in (5, 3, 1, 4, 2)), dossier(NOWHERE)) == ["1", "2", "3", "4"]
    assert listed(approved(1, seen), *(approved(n) for n in (2, 3, 4, 5))) == ["2", "3", "4", "5"]
    assert listed(approved(1), approved(2)) == ["1", "2"]


@pytest.mark.parametrize(("done", "rest"), [(0, 4), (1, 3), (3, 1), (4, 0), (6, 0)])
def test_what_was_done_today_counts(done: int, rest: int) -> None:
    now = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # half past midnight here
    table = recheck([approved(n, now) if n <= done else approved(n) for n in range(1, 10)], TODAY, 4)

    assert [row[7] for row in table.rows] == ["已核查"] * done + ["待核查"] * rest
    assert ("已达标" in table.title) is (done >= 4)
