"""Customers who do not answer: reminded after 3, 10 and 25 days, each once, whatever happens."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.errors import Conflict, Refused
from filing.case import Case
from filing.event import Event, EventKind
from filing.people import EVERYTHING
from filing.terms import ReplyStatus
from filing.unasked import REMINDER
from policy.worktime import load_worktime
from replies.editing import letter_text
from reports.history import history
from service.reminders import RemindCustomers, reminding
from store import events
from store.caps import Caps
from store.database import writing
from store.outbox import OutboxRow
from store.reminders import Reminders
from store.sending import Sending
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench

LACKING = enterprise_case(without=("backdrop_photo",))


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


def chore(bench: DeskBench, limits: Caps | None = None) -> RemindCustomers:
    store = Reminders(bench.engine, bench.blobs, bench.clock, bench.enqueue, limits)
    return RemindCustomers(store, bench.acts, bench.judging, load_worktime())


def asked(bench: DeskBench, case: Case = LACKING) -> str:
    """A case that we have written to on Tuesday the 15th."""
    case_id = bench.comes(case)
    bench.send()
    return case_id


def today(bench: DeskBench) -> date:
    return bench.clock.now().date()


def days_pass(bench: DeskBench, days: int, limits: Caps | None = None) -> None:
    """Each day the chore runs, twice, and what is due leaves."""
    for _ in range(days):
        bench.clock.pass_(days=1)
        chore(bench, limits)(today(bench))
        chore(bench, limits)(today(bench))
        bench.send()


def reminders(bench: DeskBench) -> list[OutboxRow]:
    rows = [row for status in ReplyStatus for row in bench.outbox._all(status)]
    return [row for row in rows if row.template == REMINDER]


def test_a_customer_is_reminded_three_times_and_then_left_in_peace(bench: DeskBench) -> None:
    case_id = asked(bench)
    days_pass(bench, 45)

    told = [e for e in bench.acts.events(case_id) if e.data.get("template") == REMINDER]
    assert [(e.data["days"], e.at.date()) for e in told] == [
        (3, date(2026, 9, 18)),
        (10, date(2026, 9, 28)),  # the 25th is a holiday
        (25, date(2026, 10, 10)),
    ]
    assert [row.status for row in reminders(bench)] == [ReplyStatus.SENT] * 3
    assert len({row.message_id for row in reminders(bench)}) == 3
    assert bench.fsck().problems == ()


def test_it_is_no_reply_in_the_report(bench: DeskBench) -> None:
    asked(bench)
    days_pass(bench, 4)
    told = history(bench.told())

    (mail,) = told.mails.values()
    assert [r.template for r in told.covering(mail)] == ["incomplete"]
    ((line,), _) = bench.queries.list_cases(EVERYTHING, None, 9, 0)
    assert line.seconds is not None
    assert line.seconds < 60


def test_who_has_answered_is_not_reminded_of_what_they_sent(bench: DeskBench) -> None:
    asked(bench)
    bench.clock.pass_(days=1)
    bench.comes(enterprise_case())
    bench.send()
    days_pass(bench, 12)

    assert reminders(bench) == []


def test_a_new_word_of_ours_is_waited_for_anew(bench: DeskBench) -> None:
    case_id = asked(bench)
    days_pass(bench, 4)
    bench.comes(LACKING)
    bench.send()
    days_pass(bench, 3)

    told = [e for e in bench.acts.events(case_id) if e.data.get("template") == REMINDER]
    assert [e.data["days"] for e in told] == [3, 3]
    assert len({e.data["word"] for e in told}) == 2


def test_a_case_that_was_sent_back_is_reminded_of_the_reason(bench: DeskBench) -> None:
    case_id = asked(bench, enterprise_case())
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")
    bench.desk.returned(ZHANG, case_id, bench.version(case_id), today(bench), "1008")
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(minutes=1)
    bench.send()
    days_pass(bench, 3)

    (row,) = reminders(bench)
    assert "无效证件" in letter_text(bench.outbox.load(row.id).message)
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")
    days_pass(bench, 10)
    assert len(reminders(bench)) == 1


def test_what_is_held_observed_stopped_or_out_of_reach_is_not_reminded(bench: DeskBench) -> None:
    case_id = asked(bench)
    bench.desk.hold(ZHANG, case_id, bench.version(case_id), bench.clock.now() + timedelta(days=5), "customer_asked")
    days_pass(bench, 4)
    assert reminders(bench) == []
    Sending(bench.engine, bench.clock).stop("测试")
    days_pass(bench, 4)
    assert reminders(bench) == []
    Sending(bench.engine, bench.clock).start()
    box = bench.mailboxes["jiangsu"]
    bench.mailboxes["jiangsu"] = box.model_copy(update={"observe": True})
    days_pass(bench, 2)
    assert reminders(bench) == []
    bench.mailboxes["jiangsu"] = box
    days_pass(bench, 3)
    assert len(reminders(bench)) == 1


def test_a_machine_is_never_reminded(bench: DeskBench) -> None:
    case_id = bench.comes(LACKING, never_answer="noreply")
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(minutes=1)
    bench.send()
    days_pass(bench, 4)

    assert reminders(bench) == []


def test_who_cannot_be_reached_is_not_written_to_again(bench: DeskBench) -> None:
    case_id = asked(bench)
    (word,) = bench.replies(case_id)
    with writing(bench.engine) as connection:
        told = Event(EventKind.CUSTOMER_UNREACHABLE, bench.clock.now(), word.mail_id, case_id, word.id)
        events.append(connection, told)
    days_pass(bench, 12)

    assert reminders(bench) == []


def test_above_the_caps_and_where_a_person_had_changed_our_words_it_is_a_draft(bench: DeskBench) -> None:
    case_id = asked(bench)
    days_pass(bench, 3, Caps(per_mailbox=((1, 60 * 24 * 30),)))

    draft = bench.draft(case_id)
    assert (draft.template, draft.auto) == (REMINDER, False)
    assert "本邮箱" in draft.error
    days_pass(bench, 30)
    assert len(reminders(bench)) == 1
    assert bench.fsck().problems == ()


def test_it_is_done_when_the_work_of_the_day_begins(bench: DeskBench) -> None:
    (one,) = reminding(chore(bench), today(bench))
    assert (one.name, f"{one.at:%H:%M}") == ("reminders", "08:30")


class Crash(Exception):
    """The power goes."""


def crashing(bench: DeskBench, where: int) -> RemindCustomers:
    """A chore in whose transaction the power goes, at the first or the last breath of it."""

    def fail(*_: object) -> None:
        raise Crash

    run = chore(bench)
    store = Reminders(bench.engine, bench.blobs, bench.clock, fail)
    return RemindCustomers(store, bench.acts, bench.judging, run.worktime) if where else run


def something(bench: DeskBench, chance: random.Random, case_id: str) -> None:
    """One of the many things that happen to a case."""
    desk, version, day = bench.desk, bench.version(case_id), today(bench)
    draft = next(iter(bench.outbox.drafts()), None)
    happens = (
        lambda: bench.clock.pass_(days=chance.choice((1, 1, 2, 4))),
        lambda: chore(bench)(day),
        lambda: crashing(bench, chance.randint(0, 1))(day),
        bench.send,
        lambda: bench.comes(chance.choice((LACKING, LACKING, enterprise_case()))),
        lambda: desk.submitted(ZHANG, case_id, version, day, "江苏"),
        lambda: desk.returned(ZHANG, case_id, version, day, "1008"),
        lambda: desk.recall_progress(ZHANG, case_id, version),
        lambda: desk.release(ZHANG, draft.id, version) if draft else None,
        lambda: desk.discard(ZHANG, draft.id, version) if draft else None,
    )
    with suppress(Crash, Refused, Conflict):
        chance.choices(happens, (6, 6, 3, 6, 1, 1, 1, 1, 2, 1))[0]()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_each_step_is_sent_at_most_once(bench: DeskBench, seed: int) -> None:
    chance, case_id = random.Random(seed), asked(bench)  # noqa: S311 - a repeatable day, no secret
    for _ in range(70):
        something(bench, chance, case_id)

    told = [e for e in bench.told() if e.data.get("template") == REMINDER]
    assert max(Counter((e.data["word"], e.data["days"]) for e in told).values(), default=0) <= 1
    sent = Counter(e.reply_id for e in bench.told() if e.kind is EventKind.REPLY_SENT)
    assert max(sent.values(), default=0) <= 1
    assert len(told) <= load_worktime().levels(today(bench)).reminders_most
    assert bench.fsck().problems == ()
