"""Merges and splits as the desk does them: past days keep their figures, and the counting goes on."""

from datetime import date
from pathlib import Path

import pytest

from desk.plans import Part
from desk.sla import SlaDesk
from filing.mail import SHANGHAI
from filing.sla import Period
from policy.worktime import load_worktime
from reports.report import Detail
from reports.sla import Counting
from store.database import reading
from store.sla_check import disagreements
from store.sla_families import families
from store.sla_store import SlaStore
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import LI, ZHANG, DeskBench
from tests.unit.desk.test_sorting import only, two_filings

A_DAY = 24 * 60


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


def sla(bench: DeskBench) -> SlaDesk:
    calendar, tables = load_worktime(), SlaStore(bench.engine)
    counting = Counting(calendar, {"jiangsu": "江苏", "anhui": "安徽"})
    return SlaDesk(tables.rollup(bench.clock, counting.of), tables.queries(), calendar, bench.clock)


def counted(desk: SlaDesk, day: date) -> Detail:
    desk.catch_up()
    return desk.detail(Period(day, day))


def same(old: Detail, new: Detail) -> bool:
    figures = ("total", "by_day", "by_specialist", "by_province", "causes", "reply_seconds", "ranking", "rounds")
    return old.groups == new.groups and all(getattr(old.report, f) == getattr(new.report, f) for f in figures)


def proved(bench: DeskBench, desk: SlaDesk) -> bool:
    return disagreements(bench.engine, desk.rollup.count) == ()


def test_a_merge_of_the_next_day_changes_nothing_of_the_day_before(bench: DeskBench) -> None:
    other = bench.comes(only("business_license", domain="exampel.org"), sender="agent@agency.example")
    bench.desk.assign(LI, other, bench.version(other), LI.id)
    keep = bench.comes(enterprise_case(without=["business_license"]))
    day, desk = bench.clock.now().astimezone(SHANGHAI).date(), sla(bench)
    bench.clock.pass_(minutes=10)
    bench.send()
    bench.clock.pass_(minutes=A_DAY)
    before = counted(desk, day)
    assert {name for name, _ in before.report.by_specialist} == {LI.id, ""}

    bench.desk.merge(ZHANG, keep, bench.version(keep), other, bench.version(other))
    bench.clock.pass_(minutes=A_DAY)

    assert same(before, counted(desk, day))
    assert proved(bench, desk)
    bench.desk.undo(ZHANG, keep, bench.version(keep))
    bench.clock.pass_(minutes=A_DAY)
    assert same(before, counted(desk, day))
    assert proved(bench, desk)


def test_a_mail_of_which_two_cases_have_a_part_is_counted_again_and_again(bench: DeskBench) -> None:
    """Both cases tell of the same mail: what is put in for one must be taken out with the other."""
    case_id, day, desk = bench.comes(two_filings()), bench.clock.now().astimezone(SHANGHAI).date(), sla(bench)
    bench.clock.pass_(minutes=A_DAY)
    before = counted(desk, day)
    bench.desk.split(ZHANG, case_id, bench.version(case_id), bench.desk.proposal(ZHANG, case_id))
    bench.clock.pass_(minutes=A_DAY)
    assert same(before, counted(desk, day))

    bench.comes(only("backdrop_photo"))
    bench.clock.pass_(minutes=A_DAY)

    assert same(before, counted(desk, day))
    assert proved(bench, desk)


def test_cases_are_relatives_as_long_as_the_ledger_knows_of_a_common_mail(bench: DeskBench) -> None:
    alone = bench.comes(enterprise_case())
    case_id = bench.comes(only("business_license", domain="other.example", name="另一家"), sender="x@other.example")
    bench.comes(only("backdrop_photo", domain="other.example", name="另一家"), sender="x@other.example")
    later = bench.file(case_id).mail_id
    bench.desk.split(
        ZHANG, case_id, bench.version(case_id), [Part((later,), entity_name="第三家", domains=("c.example",))]
    )
    new = next(e.case_id for e in bench.told() if e.kind == "case_opened" and e.by)
    assert new

    with reading(bench.engine) as connection:
        assert families(connection, [alone]) == [(alone,)]
        assert families(connection, [new]) == families(connection, [case_id]) == [tuple(sorted((case_id, new)))]
        assert len(families(connection, [alone, new, case_id])) == 2
