"""Every figure of the report equals an independent count: plain SQL over what the generator says is true."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from desk.sla import SlaDesk
from filing.mail import SHANGHAI
from filing.people import Scope
from filing.sla import Cause, Counts, Period
from policy.worktime import load_worktime
from reports.sla import Counting
from store.database import migrate, open_engine
from store.sla import SlaQueries
from store.sla_check import disagreements
from store.sla_rollup import Rollup
from store.sla_store import SlaStore
from store.sla_tables import sla_cursor, sla_mails
from tests.fakes.clock import FakeClock
from tests.fakes.traffic import MAILBOXES, Generator, Traffic, Truth, store
from tests.unit.policy import minute_counter

MAILS = int(os.environ.get("SLA_MAILS", "800"))  # `make bench-report` proves a year of 100,000
FIRST, DAYS = (date(2026, 9, 1), 60) if MAILS < 10_000 else (date(2026, 1, 5), 280)  # later mails of a case: +42 days
LATER = datetime(2026, 12, 24, 12, tzinfo=SHANGHAI)
WHOLE = Period(min(FIRST, date(2026, 8, 1)), date(2026, 12, 23))
PERIODS = (
    WHOLE,
    Period(date(2026, 9, 14), date(2026, 9, 30)),
    Period(date(2026, 9, 1), date(2026, 10, 31), mailbox="jiangsu"),
    Period(date(2026, 9, 1), date(2026, 10, 31), province="浙江"),
    Period(date(2026, 9, 1), date(2026, 10, 31), specialist="p-li"),
    Period(date(2026, 9, 10), date(2026, 10, 20), mailbox="anhui", province="广东"),
    Period(date(2026, 9, 1), date(2026, 10, 31), scope=Scope(frozenset({"安徽"}))),
    Period(date(2026, 9, 1), date(2026, 10, 31), scope=Scope()),
)


@dataclass
class Year:
    """A desk with generated traffic, and the truth as a table of its own."""

    desk: SlaDesk
    made: Traffic
    truth: sqlite3.Connection
    clock: FakeClock

    def sql(self, text: str, period: Period) -> list[tuple[Any, ...]]:
        """Plain SQL over the truth; WHERE {own} cuts it as the period says."""
        asked = {"mailbox": period.mailbox, "province": period.province, "person": period.specialist}
        cut = [f"day BETWEEN '{period.first}' AND '{period.last}'"]
        cut += [f"{name} = '{value}'" for name, value in asked.items() if value]
        if period.scope.provinces is not None:
            cut.append("access IN ({})".format(", ".join(f"'{p}'" for p in period.scope.provinces) or "NULL"))
        return self.truth.execute(text.format(own=" AND ".join(cut))).fetchall()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('sla') / 'beian.db'}")
    migrate(engine)
    made = Generator(7, FIRST, DAYS).fill(MAILS)
    store(engine, made)
    clock = FakeClock(LATER)
    counting = Counting(load_worktime(), MAILBOXES)
    desk = SlaDesk(Rollup(engine, clock, counting.of), SlaQueries(engine), counting.calendar, clock)
    while desk.rollup.catch_up(batch=1_000):
        pass
    yield Year(desk, made, truth_table(made), clock)
    engine.dispose()


def truth_table(made: Traffic) -> sqlite3.Connection:
    table = sqlite3.connect(":memory:")
    table.execute(
        "CREATE TABLE truth (id, kase, mailbox, access, province, person, script, day, received, due, first, sent, by,"
        " cause, reply_seconds REAL, ack_seconds REAL)"
    )
    rows = [_truth_row(truth) for truth in made.truths]
    table.executemany("INSERT INTO truth VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    table.execute("CREATE TABLE items (kase, code, province, day, access)")
    table.executemany("INSERT INTO items VALUES (?, ?, ?, ?, ?)", [(*i[:3], str(i[3]), i[4]) for i in made.missing])
    return table


def _truth_row(truth: Truth) -> tuple[object, ...]:
    stored = truth.due_at + timedelta(hours=1) if truth.script == "fetched_late" else truth.received_at
    day = max(truth.due_at.date(), stored.date())
    seconds = [
        minute_counter.seconds_between(truth.received_at, moment) if moment else None
        for moment in (truth.sent_at, truth.first_at)
    ]
    about = (truth.mail_id, truth.case_id, truth.mailbox, truth.access, truth.province, truth.person, truth.script)
    times = (truth.received_at, truth.due_at, truth.first_at, truth.sent_at)
    return (*about, str(day), *(str(t) if t else None for t in times), truth.by, truth.cause, *seconds)


MATERIAL = "{own} AND script NOT IN ('enquiry', 'robot', 'observed')"
MISSED = MATERIAL + " AND (sent IS NULL OR sent > due)"
WHICH = "SELECT id, cause FROM truth WHERE " + MISSED  # noqa: S608 - our own words
WHY = "SELECT cause, COUNT(*) FROM truth WHERE " + MISSED + " GROUP BY cause ORDER BY 2 DESC, 1"  # noqa: S608 - the same
SECONDS = "SELECT reply_seconds FROM truth WHERE " + MATERIAL + " ORDER BY reply_seconds IS NULL, reply_seconds"  # noqa: S608
COUNTS = (
    "SELECT COUNT(*), SUM(sent <= due), SUM(sent IS NULL OR sent > due), 0, SUM(ack_seconds <= 300),"
    " SUM(by = 'machine'), SUM(by = 'person'), SUM(sent > due), SUM(sent IS NULL) FROM truth WHERE "
)


def counted(rows: list[tuple[Any, ...]]) -> dict[Any, Counts]:
    return {row[-1]: Counts(*(int(n or 0) for n in row[:-1])) for row in rows}


@pytest.mark.parametrize("period", PERIODS)
def test_the_totals_are_those_of_the_truth(year: Year, period: Period) -> None:
    (row,) = year.sql(COUNTS + MATERIAL, period)

    assert year.desk.report(period).total == Counts(*(int(n or 0) for n in row))


@pytest.mark.parametrize("period", PERIODS)
def test_every_day_every_mailbox_every_province_every_specialist(year: Year, period: Period) -> None:
    report = year.desk.report(period)
    by = {"day": report.by_day, "mailbox": report.by_mailbox, "province": report.by_province}
    for column, groups in {**by, "person": report.by_specialist}.items():
        text = COUNTS.replace(" FROM", f", {column} FROM") + MATERIAL + f" GROUP BY {column}"
        assert {str(key): counts for key, counts in groups} == counted(year.sql(text, period)), column


@pytest.mark.parametrize("period", PERIODS)
def test_what_is_set_apart(year: Year, period: Period) -> None:
    aside = year.desk.report(period).aside
    text = (
        "SELECT COALESCE(SUM(script = 'enquiry'), 0), COALESCE(SUM(script = 'enquiry' AND sent <= due), 0),"
        " COALESCE(SUM(script = 'robot'), 0), COALESCE(SUM(script = 'observed'), 0) FROM truth WHERE {own}"
    )

    assert [(aside.enquiries, aside.enquiries_on_time, aside.machine_mails, aside.observed)] == year.sql(text, period)


@pytest.mark.parametrize("period", PERIODS)
def test_every_miss_with_its_cause(year: Year, period: Period) -> None:
    report = year.desk.report(period)
    misses = year.desk.detail(period).misses

    assert sorted((m.mail_id, m.cause) for m in misses) == sorted(year.sql(WHICH, period))
    assert list(report.causes.items()) == year.sql(WHY, period)
    assert [m.due_at for m in misses] == sorted(m.due_at for m in misses)


def test_a_miss_says_how_late_it_was_up_to_the_end_of_the_period(year: Year) -> None:
    period = Period(date(2026, 9, 7), date(2026, 9, 11))
    end = datetime(2026, 9, 12, tzinfo=SHANGHAI)
    truth = {t.mail_id: t for t in year.made.truths}
    for miss in year.desk.detail(period).misses:
        until = truth[miss.mail_id].answered_at
        until = until if until and until <= end else end
        assert miss.minutes_late == -((miss.due_at - until) // timedelta(minutes=1))


@pytest.mark.parametrize("period", PERIODS)
def test_the_first_replies_half_and_nine_tenths(year: Year, period: Period) -> None:
    seconds = [row[0] for row in year.sql(SECONDS, period)]
    expected = {share: seconds[-(-share * len(seconds) // 100) - 1] if seconds else None for share in (50, 90)}

    assert year.desk.report(period).reply_seconds == pytest.approx(expected)


@pytest.mark.parametrize("period", [p for p in PERIODS if not p.specialist and not p.mailbox])
def test_what_was_missing_and_found_by_province(year: Year, period: Period) -> None:
    text = "SELECT code, province, COUNT(*) FROM items WHERE {own} GROUP BY code, province"
    ranking = year.desk.report(period).ranking
    found = {(f"{r.what} {r.code}", province): number for r in ranking for province, number in r.provinces}

    assert found == {(code, province): number for code, province, number in year.sql(text, period)}
    assert [r.count for r in ranking if r.what == "missing"] == sorted(
        (r.count for r in ranking if r.what == "missing"), reverse=True
    )


def test_the_rounds_of_the_cases_that_became_complete(year: Year) -> None:
    period = Period(date(2026, 9, 1), date(2026, 9, 30))
    expected = Counter(rounds for _, rounds, day in year.made.complete if period.first <= day <= period.last)
    report = year.desk.report(period)

    assert report.rounds == expected
    assert report.completed == sum(expected.values())
    assert report.median_rounds == sorted(expected.elements())[(expected.total() + 1) // 2 - 1]


def test_the_groups_of_the_export_add_up_to_the_screen(year: Year) -> None:
    detail = year.desk.detail(WHOLE)

    assert sum(g.counts.due for g in detail.groups) == detail.report.total.due
    assert sum(g.counts.missed for g in detail.groups) == len(detail.misses) == detail.report.total.missed


def test_a_past_day_gives_the_same_figures_whatever_happens_later(year: Year, tmp_path: Path) -> None:
    """The same events up to a midnight; then all of them."""
    period = Period(date(2026, 9, 1), date(2026, 9, 18))
    midnight = datetime(2026, 9, 19, tzinfo=SHANGHAI)
    then = FakeClock(midnight + timedelta(minutes=5))
    engine = open_engine(f"sqlite:///{tmp_path / 'then.db'}")
    migrate(engine)
    made = Traffic(year.made.truths, [row for row in year.made.entries if row["at"] < midnight], year.made.cases)
    store(engine, made)
    counting = Counting(load_worktime(), MAILBOXES)
    desk = SlaDesk(Rollup(engine, then, counting.of), SlaQueries(engine), counting.calendar, then)
    desk.catch_up()
    old, new = desk.detail(period), year.desk.detail(period)
    engine.dispose()

    assert new.misses == old.misses
    assert new.groups == old.groups
    for name in ("total", "by_day", "aside", "causes", "reply_seconds", "ranking", "rounds"):
        assert getattr(new.report, name) == getattr(old.report, name), name


def test_what_waits_now_is_what_nobody_has_answered(year: Year) -> None:
    """A reply to a later mail of the case, written when the earlier one was known, answers both."""
    answered: dict[str, datetime] = {}
    for t in year.made.truths:
        if t.case_id and t.answered_at:
            answered[t.case_id] = max(t.received_at, answered.get(t.case_id, t.received_at))
    text = "SELECT id, kase, received FROM truth WHERE {own} AND script NOT IN ('enquiry', 'robot', 'observed')"
    material = year.sql(text, WHOLE)
    expected = {m for m, case, at in material if case not in answered or str(answered[case]) < at}
    waiting = year.desk.detail(WHOLE).report.most_urgent

    assert {mail.mail_id for mail in waiting} == expected
    assert year.desk.report(WHOLE).waiting == len(expected)
    assert {mail.stuck for mail in waiting} >= {
        Cause.PERSON,
        Cause.HELD,
        Cause.BOUNCED,
        Cause.SEND_FAILED,
        Cause.OUTAGE,
    }


def test_the_same_figures_on_either_database(year: Year, database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    store(engine, year.made)
    calendar, tables = year.desk.calendar, SlaStore(engine)
    desk = SlaDesk(tables.rollup(year.clock, Counting(calendar, MAILBOXES).of), tables.queries(), calendar, year.clock)
    desk.catch_up()
    detail = desk.detail(PERIODS[1])
    engine.dispose()

    assert detail == year.desk.detail(PERIODS[1])


def test_counting_twice_changes_nothing(year: Year) -> None:
    before = year.desk.detail(WHOLE)
    with year.desk.queries._engine.begin() as connection:
        connection.execute(update(sla_cursor).values(seq=0))
    year.desk.catch_up()

    assert year.desk.detail(WHOLE) == before


def test_the_tables_are_proved_from_the_ledger_and_what_differs_is_named(year: Year) -> None:
    engine, count = year.desk.queries._engine, Counting(year.desk.calendar, MAILBOXES).of
    assert disagreements(engine, count) == ()

    changed = next(mail.case_id for mail in year.desk.report(WHOLE).most_urgent if mail.case_id)
    with engine.begin() as connection:
        connection.execute(update(sla_mails).where(sla_mails.c.case_id == changed).values(on_time=1))
    told = [problem.text for problem in disagreements(engine, count)]
    assert any(f"备案 {changed}" in text for text in told)
    assert len(told) >= 2, "the sums of the day differ as well"

    year.desk.rollup.again()
    year.desk.catch_up()
    assert disagreements(engine, count) == ()
