"""What counts as a reply, and for what a mail that had none was waiting (A23, A24)."""

from datetime import date, timedelta

import pytest

from filing.event import EventKind
from filing.sla import Cause, MailKind
from tests.unit.reports.scenes import Scene, at


def test_a_machine_reply_of_the_same_day_is_a_reply_and_an_acknowledgement() -> None:
    row = Scene().machine("m1", at("09:00"), at("09:02")).row()

    assert (row.on_time, row.replied_by, row.reply_seconds, row.acked) == (True, "machine", 120, True)
    assert (row.day, row.province, row.access_province, row.cause, row.stuck) == (
        date(2026, 11, 20),
        "江苏",
        "江苏",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("received", "sent", "acked"),
    [
        ("09:00:00", "09:05:00", True),
        ("09:00:00", "09:05:01", False),
        ("11:40:00", "13:05:00", True),
        ("11:40:00", "13:05:01", False),
    ],
)
def test_the_five_minutes_run_in_the_sessions_only(received: str, sent: str, acked: bool) -> None:
    """G24."""
    assert Scene().machine("m1", at(received), at(sent)).row().acked is acked


@pytest.mark.parametrize(("sent", "on_time"), [("17:30:00", True), ("17:30:01", False)])
def test_the_day_ends_at_half_past_five(sent: str, on_time: bool) -> None:
    """G22."""
    assert Scene().machine("m1", at("16:50"), at(sent)).row().on_time is on_time


def test_a_mail_of_a_holiday_counts_on_the_next_working_day_and_of_a_worked_sunday_on_that() -> None:
    """G22, G23."""
    holiday = Scene().machine("m1", at("10:00", "2026-09-25"), at("10:01", "2026-09-25")).row()
    sunday = Scene().machine("m1", at("10:00", "2026-09-20"), at("10:01", "2026-09-20")).row()

    assert (holiday.day, holiday.due_at, holiday.after_close) == (date(2026, 9, 28), at("17:30", "2026-09-28"), True)
    assert (sunday.day, sunday.due_at, sunday.after_close) == (date(2026, 9, 20), at("17:30", "2026-09-20"), False)


def test_what_only_says_that_a_mail_has_come_in_is_no_reply() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST")
    row = (
        scene.queued("m1", at("09:00"), "for_specialist")
        .settled("m1", at("09:00"), "r-m1")
        .sent("m1", at("09:01"))
        .row()
    )

    assert (row.acked, row.on_time, row.reply_seconds) == (True, False, None)
    assert (row.cause, row.cause_since) == (Cause.PERSON, at("09:01"))


def test_the_same_words_sent_by_a_person_are_a_reply() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST").drafted("m1", at("09:00"))
    row = scene.settled("m1", at("09:00"), "r-m1").queued("m1", at("10:00"), by="p-li").sent("m1", at("10:01")).row()

    assert (row.on_time, row.replied_by, row.specialist) == (True, "person", "p-li")


@pytest.mark.parametrize("kind", [EventKind.REPLY_FAILED, EventKind.REPLY_UNKNOWN, EventKind.REPLY_RETRIED])
def test_what_was_not_accepted_is_no_reply(kind: EventKind) -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00")).queued("m1", at("09:00"))
    row = scene.settled("m1", at("09:00"), "r-m1").told(kind, at("09:02"), "m1", "r-m1").row()

    assert (row.on_time, row.acked, row.cause, row.cause_since) == (False, False, Cause.SEND_FAILED, at("09:02"))


@pytest.mark.parametrize(("back", "on_time"), [("23:59", False), ("17:31", False)])
def test_a_reply_that_comes_back_the_same_day_was_none(back: str, on_time: bool) -> None:
    scene = Scene().machine("m1", at("09:00"), at("09:02")).received("bounce", at(back))
    row = scene.told(EventKind.MAIL_JOINED_CASE, at(back), "bounce", "r-m1", by="bounce").row()

    assert (row.on_time, row.cause, row.stuck) == (on_time, Cause.BOUNCED, Cause.BOUNCED)


def test_a_reply_that_comes_back_later_leaves_the_day_as_it_was_and_the_mail_open() -> None:
    scene = Scene().machine("m1", at("09:00"), at("09:02")).received("bounce", at("00:01", "2026-11-21"))
    row = scene.told(EventKind.MAIL_JOINED_CASE, at("00:01", "2026-11-21"), "bounce", "r-m1", by="bounce").row()

    assert (row.on_time, row.answered_at, row.stuck) == (True, None, Cause.BOUNCED)


def test_a_reply_answers_what_was_known_when_it_was_written() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST").drafted("m1", at("09:00"))
    scene.settled("m1", at("09:00"), "r-m1").machine("m2", at("10:00"), at("10:01"))

    assert scene.row("m1").on_time
    assert scene.row("m2").on_time


def test_a_reply_does_not_answer_what_came_after_it_was_written() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00")).queued("m1", at("09:00"))
    scene.settled("m1", at("09:00"), "r-m1").received("m2", at("09:01")).judged("m2", at("09:01"), "FOR_SPECIALIST")
    scene.drafted("m2", at("09:01")).settled("m2", at("09:01"), "r-m2").sent("m1", at("09:02"))

    assert scene.row("m1").on_time
    assert (scene.row("m2").on_time, scene.row("m2").cause) == (False, Cause.PERSON)


def test_mail_of_machines_and_questions_are_not_in_the_denominator() -> None:
    robot = (
        Scene()
        .received("m1", at("09:00"))
        .judged("m1", at("09:00"), "NOT_A_SUBMISSION")
        .settled("m1", at("09:00"), None)
    )
    question = (
        Scene()
        .received("m1", at("09:00"))
        .judged("m1", at("09:00"), "NOT_A_SUBMISSION")
        .drafted("m1", at("09:00"), "enquiry")
    )

    assert (robot.row().kind, robot.row().stuck) == (MailKind.MACHINE, None)
    assert question.settled("m1", at("09:00"), "r-m1").row().kind is MailKind.ENQUIRY


def test_what_nobody_has_judged_is_a_mail_with_materials() -> None:
    scene = Scene().received("m1", at("09:00")).told(EventKind.MAIL_HELD, at("09:01"), "m1", reason="x")

    assert (scene.row().kind, scene.row().cause, scene.row().cause_since) == (
        MailKind.MATERIAL,
        Cause.HELD,
        at("09:01"),
    )


def test_a_failure_of_ours_is_an_outage_and_so_is_a_mail_that_was_fetched_late() -> None:
    failed = Scene().received("m1", at("09:00")).told(EventKind.MAIL_FAILED, at("09:01"), "m1", reason="x").row()
    late = Scene().received("m1", at("09:00"), stored=at("18:00")).row()
    close = Scene().received("m1", at("17:29:50"), stored=at("17:30:10")).row()

    assert (failed.cause, late.cause, close.cause) == (Cause.OUTAGE, Cause.OUTAGE, Cause.AFTER_CLOSE)


def test_a_mail_of_the_last_seconds_is_no_outage_though_it_is_still_in_work() -> None:
    """Fetched at once, judged a moment after the close; one that lay unread for longer than that is an outage."""
    scene = Scene().received("m1", at("17:29:37"), stored=at("17:29:57")).judged("m1", at("17:30:02"))
    scene.queued("m1", at("17:30:03")).settled("m1", at("17:30:03"), "r-m1").sent("m1", at("17:30:19"))
    unread = Scene().received("m1", at("17:15")).row()

    assert (scene.row().on_time, scene.row().cause) == (False, Cause.AFTER_CLOSE)
    assert (unread.cause, unread.stuck) == (Cause.OUTAGE, Cause.OUTAGE)


def test_a_mail_that_reached_the_desk_days_later_counts_on_that_day() -> None:
    row = Scene().machine("m1", at("09:00", "2026-11-17"), at("09:02")).events
    scene = Scene()
    scene.events = [
        type(e)(e.kind, at("09:01"), *(getattr(e, n) for n in ("mail_id", "case_id", "reply_id", "data", "by")))
        for e in row[:-1]
    ]
    scene.events.append(row[-1])

    assert (scene.row().day, scene.row().due_at, scene.row().on_time) == (
        date(2026, 11, 20),
        at("17:30", "2026-11-17"),
        False,
    )


def test_a_case_that_a_person_put_off_is_held_until_then() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST").drafted("m1", at("09:00"))
    scene.settled("m1", at("09:00"), "r-m1")
    held = scene.told(EventKind.CASE_HELD, at("10:00"), "", until=at("12:00", "2026-11-23").isoformat())

    assert (held.row().cause, held.row().cause_since) == (Cause.HELD, at("10:00"))


def test_mails_of_before_the_mailbox_was_connected_are_nobodys_until_they_are_woken() -> None:
    scene = Scene().received("m1", at("09:00", "2026-10-12"), stored=at("09:00"))
    scene.told(EventKind.MAIL_SETTLED, at("09:00"), "m1", outcome=None, reply=None, historic=True)
    assert scene.counted().mails == ()

    woken = scene.told(EventKind.MAIL_REQUEUED, at("10:00"), "m1").row()
    assert (woken.received_at, woken.due_at) == (at("10:00"), at("17:30"))


def test_an_observed_mailbox_is_told_apart() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"))
    row = scene.drafted("m1", at("09:00"), "incomplete", observed=True, would_send=True).row()

    assert row.observed


def test_a_server_whose_clock_runs_ahead_does_not_move_a_mail_into_the_future() -> None:
    row = Scene().received("m1", at("09:00", "2030-01-02"), stored=at("09:00")).row()

    assert row.received_at == at("09:00")


def test_an_item_is_told_once_a_case_and_a_round_is_a_mail() -> None:
    scene = Scene().machine("m1", at("09:00"), at("09:02"))
    scene.judged("m1", at("09:03"), codes=["MAT001"], missing=["backdrop_photo"])
    scene.received("m2", at("10:00")).judged("m2", at("10:00"), codes=["MAT001", "SIZ001"], missing=["backdrop_photo"])
    scene.received("m3", at("11:00")).judged("m3", at("11:00"), "COMPLETE")
    scene.received("m4", at("11:30")).judged("m4", at("11:30"), "COMPLETE")
    counted = scene.counted()

    assert sorted(item.code for item in counted.items) == ["MAT001", "SIZ001", "backdrop_photo"]
    assert [case.rounds for case in counted.cases] == [3]


def test_a_draft_that_a_person_discarded_waits_for_nobody() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00")).drafted("m1", at("09:00"), "incomplete")
    scene.settled("m1", at("09:00"), "r-m1").told(
        EventKind.REPLY_DISCARDED, at("09:30"), "m1", "r-m1", by_person="p-li"
    )

    row = scene.row()
    assert (row.on_time, row.cause, row.cause_since, row.stuck) == (False, Cause.DECLINED, at("09:30"), None)


def test_whose_a_mail_is_is_settled_at_the_end_of_its_day() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST").drafted("m1", at("09:00"))
    scene.settled("m1", at("09:00"), "r-m1").told(EventKind.CASE_ASSIGNED, at("09:30"), "", to="p-li")
    scene.told(EventKind.CASE_ASSIGNED, at("09:30", "2026-11-23"), "", to="p-wang")

    assert scene.row().specialist == "p-li"


def test_a_long_case_is_counted_in_one_walk() -> None:
    scene = Scene()
    for number in range(300):
        moment = at("09:00") + timedelta(hours=12 * number)
        scene.machine(f"m{number}", moment, moment + timedelta(minutes=1))

    assert len(scene.counted().mails) == 300


def test_news_of_the_administration_answers_no_mail_that_waits() -> None:
    """The specialist tells the customer that the case was submitted; the customer's question is still open."""
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST").drafted("m1", at("09:00"))
    scene.settled("m1", at("09:00"), "r-m1").told(
        EventKind.REPLY_DRAFTED, at("10:00"), "m1", "news", template="submitted"
    )
    scene.told(EventKind.REPLY_QUEUED, at("10:01"), "m1", "news", by_person="p-li")
    row = scene.told(EventKind.REPLY_SENT, at("10:02"), "m1", "news").row()

    assert (row.on_time, row.acked, row.cause, row.stuck) == (False, False, Cause.PERSON, Cause.PERSON)


def test_news_does_not_make_a_question_of_a_machines_mail() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "NOT_A_SUBMISSION")
    scene.settled("m1", at("09:00"), None).told(EventKind.REPLY_QUEUED, at("10:00"), "m1", "news", template="approved")

    assert scene.told(EventKind.REPLY_SENT, at("10:02"), "m1", "news").row().kind is MailKind.MACHINE


def test_a_make_up_saturday_is_over_at_its_close_however_early_the_next_working_day_begins() -> None:
    """2026-02-14 is worked, then nine days are off: at 08:31 of the 24th the reply is ten days late, not a minute."""
    scene = Scene().received("m1", at("11:59", "2026-02-14")).judged("m1", at("11:59", "2026-02-14"), "FOR_SPECIALIST")
    scene.drafted("m1", at("11:59", "2026-02-14")).settled("m1", at("11:59", "2026-02-14"), "r-m1")
    scene.queued("m1", at("08:31", "2026-02-24"), by="p-li").sent("m1", at("08:31", "2026-02-24"))
    row = scene.row()

    assert (row.day, row.due_at, row.after_close) == (date(2026, 2, 14), at("17:30", "2026-02-14"), False)
    assert (row.on_time, row.replied_by, row.cause) == (False, "", Cause.PERSON)
    assert row.answered_at == at("08:31", "2026-02-24")


def test_a_reply_that_is_recalled_within_its_undo_window_was_never_one() -> None:
    scene = Scene().received("m1", at("17:00")).judged("m1", at("17:00"), "FOR_SPECIALIST").drafted("m1", at("17:00"))
    scene.settled("m1", at("17:00"), "r-m1").queued("m1", at("17:20"), by="p-li")
    row = scene.told(EventKind.REPLY_RECALLED, at("17:20:10"), "m1", "r-m1", by_person="p-li").row()
    assert (row.on_time, row.acked, row.cause, row.cause_since) == (False, False, Cause.PERSON, at("17:20:10"))

    again = scene.queued("m1", at("17:25"), by="p-wang").sent("m1", at("17:25:16")).row()
    assert (again.on_time, again.replied_by, again.specialist) == (True, "person", "p-wang")


def test_a_second_reply_after_a_bounce_counts_only_if_it_is_in_time() -> None:
    """The first was on time and came back at 17:20; the second to another address left at 17:40."""
    scene = Scene().machine("m1", at("09:00"), at("09:02")).received("bounce", at("17:20"))
    scene.told(EventKind.MAIL_JOINED_CASE, at("17:20"), "bounce", "r-m1", by="bounce")
    scene.told(EventKind.REPLY_QUEUED, at("17:39"), "m1", "r-2", template="incomplete", by_person="p-li")
    row = scene.told(EventKind.REPLY_SENT, at("17:40"), "m1", "r-2").row()

    assert (row.on_time, row.cause, row.replied_by, row.stuck) == (False, Cause.BOUNCED, "person", None)
    assert row.answered_at == at("17:40")


def test_a_mail_of_new_years_eve_is_due_on_the_first_working_day_of_a_year_nobody_knows() -> None:
    row = Scene().machine("m1", at("18:00", "2026-12-31"), at("08:40", "2027-01-04")).row()

    assert (row.day, row.on_time, row.reply_seconds, row.acked) == (date(2027, 1, 4), True, 600, False)
